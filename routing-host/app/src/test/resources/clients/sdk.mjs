// @modelcontextprotocol/sdk, which speaks the revisions up to 2025-11-25.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

const wanted = JSON.parse(process.argv[2]);
const transport = wanted.command
  ? new StdioClientTransport({ command: wanted.command[0], args: wanted.command.slice(1), stderr: 'inherit' })
  : new StreamableHTTPClientTransport(new URL(wanted.url), {
      requestInit: { headers: { Authorization: `Bearer ${wanted.token}` } },
    });
const client = new Client({ name: 'signalbox-tests', version: '1' });
await client.connect(transport);
const seen = {
  tools: (await client.listTools()).tools.map((tool) => tool.name),
  called: await client.callTool({ name: wanted.tool, arguments: wanted.arguments }),
  resources: (await client.listResources()).resources.map((resource) => resource.uri),
  read: await client.readResource({ uri: wanted.resource }),
  prompts: (await client.listPrompts()).prompts.map((prompt) => prompt.name),
  prompt: await client.getPrompt({ name: wanted.prompt, arguments: wanted.promptArguments }),
  completed: await client.complete({
    ref: { type: 'ref/resource', uri: 'knowledge://articles/{id}' }, argument: { name: 'id', value: 're' },
  }),
};
await client.close();
console.log(JSON.stringify(seen));
