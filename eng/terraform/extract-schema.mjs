// Makes the schema that the stub provider of tests/Infrastructure.Tests serves: names, types and nesting of the arguments of
// the AWS provider 6.25, read from its generated bindings (npm package @cdktf/provider-aws 21.22.1, MPL-2.0).
// Usage: node eng/terraform/extract-schema.mjs PACKAGE_FOLDER RESOURCE... > tests/Infrastructure.Tests/Provider/aws-schema.json
// A RESOURCE is written as in Terraform, a data source as data.aws_region. See extract-schema.sh.
import { readFileSync } from "node:fs";
import { join } from "node:path";

// The bindings do not tell which optional arguments the provider fills in; of those that a module may read, these.
const FILLED_IN = new Set(["id", "region", "tags_all"]);
const MAPS = { stringMap: ["map", "string"], numberMap: ["map", "number"], booleanMap: ["map", "bool"] };
const SIMPLE = { string: "string", number: "number", boolean: "bool", stringList: ["list", "string"], numberList: ["list", "number"], any: "dynamic" };

const [folder, ...wanted] = process.argv.slice(2);
// The provider's own block is written here: of its many arguments ours.
const text = (type) => ({ type, optional: true });
const provider = {
  attributes: { region: text("string"), allowed_account_ids: text(["set", "string"]) },
  blocks: { default_tags: { nesting: "list", max: 1, attributes: { tags: text(["map", "string"]) }, blocks: {} } },
};
const schema = { provider, resources: {}, data: {} };
for (const name of wanted.sort()) {
  const isData = name.startsWith("data.");
  const type = name.replace(/^data\./, "");
  const file = (isData ? "data-aws-" : "") + type.replace(/^aws_/, "").replaceAll("_", "-");
  schema[isData ? "data" : "resources"][type] = new Bindings(file).root();
}
console.log(print(schema));

// One line a resource: a reader sees what changed, and the file stays short.
function print({ provider, resources, data }) {
  const part = (types) => Object.entries(types).map(([type, block]) => `    ${JSON.stringify(type)}: ${JSON.stringify(block)}`).join(",\n");
  return `{\n  "provider": ${JSON.stringify(provider)},\n  "resources": {\n${part(resources)}\n  },\n  "data": {\n${part(data)}\n  }\n}`;
}

function Bindings(file) {
  const code = readFileSync(join(folder, "lib", file, "index.js"), "utf8");
  const types = readFileSync(join(folder, "lib", file, "index.d.ts"), "utf8");
  const snake = (word) => word.replace(/[A-Z]/g, (letter) => "_" + letter.toLowerCase()).replace(/([a-z])([0-9]+)(?=_|$)/g, "$1$2");

  this.root = () => {
    const config = types.match(/export interface (\w+) extends cdktf\.TerraformMetaArguments/)?.[1];
    const main = types.match(/export declare class (\w+) extends cdktf\.Terraform(Resource|DataSource)/)[1];
    const block = config ? blockOf(config, bodyAfter("synthesizeHclAttributes() {")) : { attributes: {}, blocks: {} };
    addComputed(block, main);
    return block;
  };

  function bodyAfter(start) {
    const from = code.indexOf(start);
    return from < 0 ? "" : code.slice(from, code.indexOf("\n    };", from) + 1 || undefined);
  }

  // Arguments of an interface: from the code their form, from the declarations whether they must be given.
  function blockOf(name, body) {
    const block = { attributes: {}, blocks: {} };
    const declared = members(`export interface ${name} `);
    for (const [, argument, value, isBlock, form, storage] of body.matchAll(
      /\n\s+"?(\w+)"?: \{\s+value: (.*),\s+isBlock: (\w+),\s+type: "(\w+)",\s+storageClassType: "(\w+)",\s+\}/g)) {
      const member = declared.find((candidate) => candidate.argument === argument);
      const mapper = value.match(/(\w+)ToHclTerraform/)?.[1];
      if (isBlock === "true" && mapper) {
        const nested = upper(mapper);
        const inner = blockOf(nested, bodyAfter(`function ${mapper}ToHclTerraform(`));
        const many = /\[\]/.test(member?.type ?? "") || /listMapperHcl/.test(value);
        if (member?.isBlock ?? true) {
          block.blocks[argument] = { nesting: form === "struct" ? "single" : form, ...(form === "struct" || many ? {} : { max: 1 }), ...(member?.required ? { min: 1 } : {}), ...inner };
          addComputed(inner, nested + "OutputReference");
        } else {
          block.attributes[argument] = { type: form === "struct" ? objectOf(inner) : [form, objectOf(inner)], ...presence(argument, member) };
        }
        continue;
      }

      const simple = MAPS[storage] ?? SIMPLE[storage];
      block.attributes[argument] = { type: form === "set" ? ["set", simple[1]] : simple, ...presence(argument, member) };
    }
    return block;
  }

  function presence(argument, member) {
    if (member?.required) return { required: true };
    return FILLED_IN.has(argument) ? { optional: true, computed: true } : { optional: true };
  }

  function objectOf(block) {
    const parts = Object.entries(block.attributes).map(([name, attribute]) => [name, attribute.type]);
    return ["object", Object.fromEntries([...parts, ...Object.entries(block.blocks).map(([name, inner]) => [name, [inner.nesting, objectOf(inner)]])])];
  }

  // Getters without a setter are what the provider tells.
  function addComputed(block, name) {
    for (const { argument, type } of getters(name)) {
      if (!block.attributes[argument] && !block.blocks[argument]) block.attributes[argument] = { type, computed: true };
    }
  }

  function getters(name) {
    const body = sliceOf(`export declare class ${name} `);
    const settable = new Set([...body.matchAll(/\n    set (\w+)\(/g)].map((match) => match[1]));
    const written = new Set([...body.matchAll(/\n    put(\w+)\(/g)].map((match) => match[1][0].toLowerCase() + match[1].slice(1)));
    return [...body.matchAll(/\n    get (\w+)\(\): ([^;{]+(?:\{[^}]*\})?)/g)]
      .filter(([, getter]) => !settable.has(getter) && !written.has(getter) && !getter.endsWith("Input") && !["internalValue", "fqn"].includes(getter))
      .map(([, getter, text]) => ({ argument: snake(getter), type: typeOf(text.trim()) }));
  }

  function typeOf(text) {
    if (text === "string") return "string";
    if (text === "number") return "number";
    if (text === "cdktf.IResolvable") return "bool";
    if (text === "string[]") return ["list", "string"];
    if (text === "number[]") return ["list", "number"];
    if (text === "cdktf.StringMap") return ["map", "string"];
    const nested = text.match(/^(\w+?)(List|Map|OutputReference)$/);
    if (!nested) return "dynamic";
    const parts = Object.fromEntries(getters(nested[1] + "OutputReference").map(({ argument, type }) => [argument, type]));
    return nested[2] === "List" ? ["list", ["object", parts]] : ["object", parts];
  }

  function sliceOf(start) {
    const from = types.indexOf(start);
    return from < 0 ? "" : types.slice(from, types.indexOf("\n}", from));
  }

  function members(start) {
    return [...sliceOf(start).matchAll(/\/\*\*([^]*?)\*\/\s+readonly (\w+)(\??): ([^]*?);(?=\n    (?:\/\*\*|$)|$)/g)].map(([, text, property, optional, type]) => ({
      argument: text.match(/\/\w+#(\w+) /)?.[1] ?? snake(property), required: optional === "", type, isBlock: /^\s*\*\s+\w+ block$/m.test(text),
    }));
  }
}

function upper(word) { return word[0].toUpperCase() + word.slice(1); }
