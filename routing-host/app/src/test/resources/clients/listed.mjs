// The tools that a client sees which was told where the server is: by an address and headers, or by a command.
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';

const wanted = JSON.parse(process.argv[2]);
const transport = wanted.command
  ? new StdioClientTransport({ command: wanted.command[0], args: wanted.command.slice(1), stderr: 'inherit' })
  : new StreamableHTTPClientTransport(new URL(wanted.url), { requestInit: { headers: wanted.headers } });
const client = new Client({ name: 'signalbox-tests', version: '1' });
await client.connect(transport);
const tools = (await client.listTools()).tools.map((tool) => tool.name);
await client.close();
console.log(JSON.stringify({ tools }));
