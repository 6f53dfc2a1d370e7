// Draws the label that comes on stdin with a renderer that is not ours; a PNG goes to stdout.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(process.env.MOSTRADOR_NODE + "/package.json");
const { ready } = require("zpl-renderer-js");
const { api } = await ready;
const [width, height, dpmm] = process.argv.slice(2).map(Number);
const png = await api.zplToBase64Async(readFileSync(0, "utf8"), width, height, dpmm);
process.stdout.write(Buffer.from(png, "base64"));
