"use strict";
// Draws openapi.json. Texts are set as text, never as markup.

const make = (name, properties = {}, ...children) => {
  const node = Object.assign(document.createElement(name), properties);
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
};

// Words between backticks as code; the other marks of Markdown are left out.
const prose = (text) => make("p", {}, ...text.replaceAll("**", "").split("`").map((part, at) => (at % 2 ? make("code", { textContent: part }) : part)));

const follow = (whole, value) => {
  if (!value || !value.$ref) return value;
  return value.$ref.slice(2).split("/").reduce((at, name) => at[name], whole);
};

// A schema in one line, or an object with a line per field.
const outline = (whole, schema, depth = 0) => {
  schema = follow(whole, schema);
  if (!schema || depth > 4) return "any";
  const several = schema.oneOf || schema.anyOf;
  if (several) return several.map((one) => outline(whole, one, depth)).join(" or ");
  if (schema.allOf) return schema.allOf.map((one) => outline(whole, one, depth)).join(" and ");
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  const type = [].concat(schema.type || "any").join(" or ");
  if (schema.items) return `[${outline(whole, schema.items, depth + 1)}]`;
  if (!schema.properties) {
    const limits = ["format", "pattern", "minimum", "maximum", "minLength", "maxLength"].filter((name) => schema[name] !== undefined);
    return [type, ...limits.map((name) => `${name} ${schema[name]}`)].join(", ");
  }
  const required = new Set(schema.required || []);
  const pad = "  ".repeat(depth + 1);
  const lines = Object.entries(schema.properties).map(([name, field]) => {
    const note = follow(whole, field).description || field.description;
    return `${pad}${name}${required.has(name) ? "" : "?"}: ${outline(whole, field, depth + 1)}${note ? `  // ${note.split("\n")[0]}` : ""}`;
  });
  return `{\n${lines.join("\n")}\n${"  ".repeat(depth)}}`;
};

const content = (whole, holder) => {
  const kinds = Object.entries(holder.content || {});
  return kinds.slice(0, 1).map(([kind, { schema }]) => make("pre", { textContent: `${kind}\n${outline(whole, schema)}` }));
};

const table = (rows) => make("table", {}, ...rows.map((cells) => make("tr", {}, ...cells.map((cell) => make("td", {}, cell)))));

const example = (holder) => {
  const media = Object.values(holder.content || {})[0] || {};
  const value = media.example ?? Object.values(media.examples || {})[0]?.value;
  return value === undefined ? "{}" : JSON.stringify(value, null, 2);
};

const trial = (whole, path, method, operation) => {
  const fields = (operation.parameters || []).map((one) => follow(whole, one));
  const inputs = fields.map((field) => make("input", { placeholder: field.required ? "required" : "" }));
  const body = operation.requestBody && make("textarea", { value: example(operation.requestBody), spellcheck: false });
  const answer = make("pre", { hidden: true });
  const send = make("button", { textContent: "Send" });
  send.onclick = async () => {
    let address = path;
    const query = new URLSearchParams();
    const headers = {};
    const token = document.getElementById("token").value.trim();
    if (token) headers.Authorization = `Bearer ${token}`;
    fields.forEach((field, at) => {
      const value = inputs[at].value;
      if (field.in === "path") address = address.replace(`{${field.name}}`, encodeURIComponent(value));
      else if (value && field.in === "query") query.set(field.name, value);
      else if (value && field.in === "header") headers[field.name] = value;
    });
    if (body) headers["Content-Type"] = Object.keys(operation.requestBody.content)[0];
    const search = query.size ? `?${query}` : "";
    answer.hidden = false;
    try {
      const response = await fetch(`.${address}${search}`, { method: method.toUpperCase(), headers, body: body ? body.value : undefined });
      const told = [...response.headers].map(([name, value]) => `${name}: ${value}`).join("\n");
      answer.textContent = `${response.status}\n${told}\n\n${await response.text()}`;
    } catch (error) {
      answer.textContent = String(error);
    }
  };
  const rows = fields.map((field, at) => [make("code", { textContent: `${field.name} (${field.in})` }), `${field.description || ""} ${outline(whole, field.schema)}`, inputs[at]]);
  return make("div", {}, table(rows), body, send, answer);
};

const draw = (whole, path, method, operation) => {
  const responses = Object.entries(operation.responses).map(([status, one]) => {
    const response = follow(whole, one);
    return [make("code", { textContent: status }), make("div", {}, response.description, ...(status < "300" ? content(whole, response) : []))];
  });
  return make("details", {},
    make("summary", {}, make("span", { className: "method", textContent: method.toUpperCase() }), make("code", { textContent: path }), ` ${operation.summary || ""}`),
    make("div", {},
      prose(operation.description || ""),
      ...(operation.requestBody ? content(whole, operation.requestBody) : []),
      trial(whole, path, method, operation),
      make("h4", { textContent: "Answers" }), table(responses)));
};

const show = (whole) => {
  const main = document.getElementById("main");
  main.replaceChildren(...whole.info.description.split("\n\n").map(prose));
  const groups = new Map();
  for (const [path, methods] of Object.entries(whole.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const tag = (operation.tags || ["other"])[0];
      groups.set(tag, [...(groups.get(tag) || []), draw(whole, path, method, operation)]);
    }
  }
  for (const [tag, operations] of groups) main.append(make("h2", { textContent: tag }), ...operations);
};

fetch("openapi.json").then((response) => response.json()).then(show).catch((error) => {
  document.getElementById("main").textContent = `The document cannot be shown: ${error}`;
});
