/// The whole line over HTTP: a host, its MCP servers with the real descriptors, and providers that refuse what real ones refuse.
@org.jspecify.annotations.NullMarked
package signalbox.host.replay;
