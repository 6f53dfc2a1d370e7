// Judges nexo messages by Adyen's own library: one JSON object a line in, one a line out.
//   {"open": sealed, "key": key, "kind": "SaleToPOIRequest"} -> {"plain": text, "unknown": [...]}
//   {"seal": message, "key": key, "kind": ...}               -> {"sealed": object}
import { createInterface } from "node:readline";
import { createRequire } from "node:module";
const require = createRequire(`${process.env.MOSTRADOR_NODE}/`);
const { NexoCrypto } = require("@adyen/api-library");
const models = require("@adyen/api-library/lib/src/typings/terminal/models");

const SIMPLE = new Set(["string", "number", "boolean", "any", "object"]);

function strangers(type, value, at) {
  const list = /^Array<(.*)>$/.exec(type);
  if (list) return Array.isArray(value) ? value.flatMap((one, n) => strangers(list[1], one, `${at}[${n}]`)) : [at];
  for (const one of type.split("|").map((word) => word.trim()))
    if (SIMPLE.has(one) && typeof value === one) return [];
  if (type === "SaleToAcquirerData" && typeof value === "string") return [];  // documented as either
  const [name, inner] = type.split(".");
  const model = inner ? models[name]?.[inner] : models[name];
  if (typeof value === "string" && model && !model.attributeTypeMap)
    return Object.values(model).includes(value) ? [] : [`${at}=${value}`];
  if (!model?.attributeTypeMap) return type.startsWith("Date") || type === "string" ? [] : [`${at}: ${type}?`];
  return Object.entries(value).flatMap(([key, one]) => {
    const known = model.attributeTypeMap.find((row) => row.baseName === key);
    return known ? strangers(known.type, one, `${at}.${key}`) : [`${at}.${key}`];
  });
}

for await (const line of createInterface({ input: process.stdin })) {
  const { open, seal, key, kind } = JSON.parse(line);
  const made = {};
  try {
    if (open) {
      made.plain = new NexoCrypto(key).decrypt(open[kind], key);
      made.unknown = strangers(kind, JSON.parse(made.plain)[kind], kind);
    } else {
      const header = JSON.parse(seal)[kind].MessageHeader;
      made.sealed = { [kind]: NexoCrypto.encrypt(header, seal, key) };
    }
  } catch (error) {
    made.error = String(error);
  }
  console.log(JSON.stringify(made));
}
