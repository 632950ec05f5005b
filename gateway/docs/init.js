"use strict";

// The viewer in the package reads OpenAPI 3.0 only: it is shown our 3.1 document in 3.0's words.
function asOpenApi30(part) {
  if (Array.isArray(part)) return part.map(asOpenApi30);
  if (part === null || typeof part !== "object") return part;
  const shown = {};
  for (const [name, below] of Object.entries(part)) shown[name] = asOpenApi30(below);
  if (Array.isArray(shown.type)) {
    shown.nullable = shown.type.includes("null");
    shown.type = shown.type.find((type) => type !== "null");
  }
  return shown;
}

async function show() {
  const answer = await fetch("/v1/openapi.json");
  const spec = asOpenApi30(await answer.json());
  spec.openapi = "3.0.3";
  SwaggerUIBundle({
    spec,
    dom_id: "#viewer",
    deepLinking: true,
    presets: [SwaggerUIBundle.presets.apis],
    validatorUrl: null,
  });
}

show();
