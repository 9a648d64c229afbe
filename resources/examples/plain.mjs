// A module in Node, with nothing but its standard library: JSON lines on a socket.
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { createInterface } from "node:readline";

const { SKELLY_BUS, SKELLY_BUS_TOKEN_FD, SKELLY_MODULE_ID: id } = process.env;
const token = readFileSync(Number(SKELLY_BUS_TOKEN_FD), "utf8").trim();
const bus = connect(SKELLY_BUS.replace(/^unix:/, ""));
const say = (message) => bus.write(JSON.stringify({ jsonrpc: "2.0", ...message }) + "\n");

say({ id: 1, method: "hello", params: { module: id, token, protocol: 1 } });
say({ id: 2, method: "ready", params: {} });
say({ id: 3, method: "publish", params: { topic: `${id}.started`, payload: { pid: process.pid } } });
createInterface({ input: bus }).on("line", (line) => {
  const message = JSON.parse(line);
  if (message.method === "health.check") {
    say({ id: message.id, result: { status: "healthy", metrics: {}, issues: [] } });
  } else if (message.method !== undefined && message.id !== undefined) {
    say({ id: message.id, error: { code: -32601, message: "no such method" } });
  }
});
