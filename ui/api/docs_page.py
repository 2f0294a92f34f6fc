"""The page at `/docs`: every operation of the interface with its fields, made from the OpenAPI description.

FastAPI's own page fetches its script from another host, which this server never does.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from ui.markup import element, esc

_CSS = """
:root { color-scheme: light dark; }
body { font: 16px/1.55 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
h2 { margin-top: 2.5rem; } h3 { margin: 1.6rem 0 .2rem; font-size: 1rem; }
code, pre { font-family: Consolas, "DejaVu Sans Mono", monospace; font-size: .9rem; }
pre { background: #8882; padding: .7rem; overflow-x: auto; border-radius: .3rem; }
table { border-collapse: collapse; width: 100%; } td, th { text-align: left; padding: .25rem .6rem .25rem 0;
vertical-align: top; border-bottom: 1px solid #8885; } .method { font-weight: 700; }
p { white-space: pre-line; margin: .3rem 0; }
"""
_INTRO = (
    "<p>Mọi thân yêu cầu và trả lời đều là JSON (UTF-8). Lỗi có dạng "
    '<code>{"error": {"message", "type"}}</code>, câu chữ tiếng Việt. '
    'Bản mô tả cho chương trình: <a href="/openapi.json">/openapi.json</a>. '
    "Máy chủ MCP (HTTP): <code>/mcp</code>.</p>"
)


def docs_page(spec: Mapping[str, Any], address: str) -> str:
    """The page for an OpenAPI description; `address` is where the server stands, for the examples."""
    groups: dict[str, list[str]] = {}
    for path, operations in spec["paths"].items():
        for method, operation in operations.items():
            tag = (operation.get("tags") or ["Khác"])[0]
            groups.setdefault(tag, []).append(_operation(spec, path, method.upper(), operation, address))
    body = "".join(element("h2", esc(tag)) + "".join(parts) for tag, parts in groups.items())
    body += element("h2", "Các dạng dữ liệu") + "".join(
        element("h3", element("code", esc(name)), id=f"type-{name}")
        + element("p", _said(schema.get("description", "")))
        + _table(list(_fields(spec, schema)))
        for name, schema in spec["components"]["schemas"].items()
        if "properties" in schema
    )
    title = esc(f"{spec['info']['title']} {spec['info']['version']}: giao diện lập trình")
    head = f"<meta charset=utf-8><meta name=viewport content='width=device-width'><title>{title}</title>"
    return f"<!doctype html><html lang=vi><head>{head}<style>{_CSS}</style></head><body><h1>{title}</h1>{_INTRO}{body}"


def _operation(spec: Mapping[str, Any], path: str, method: str, operation: Mapping[str, Any], address: str) -> str:
    parts = [
        element("h3", f'<span class="method">{esc(method)}</span> <code>{esc(path)}</code>', id=f"{method}-{path}"),
        element("p", esc(operation.get("summary", ""))),
        element("p", _said(operation.get("description", ""))),
    ]
    rows = [
        (p["name"], _type(spec, p["schema"]), p["schema"].get("description", p.get("description", "")))
        for p in operation.get("parameters", [])
    ]
    content = operation.get("requestBody", {}).get("content", {})
    schema = next((c["schema"] for c in content.values()), None)
    if schema:
        rows += list(_fields(spec, schema))
    if rows:
        parts.append(_table(rows))
    if "application/json" in content and schema:
        example = json.dumps(_example(spec, schema), ensure_ascii=False)
        parts.append(element("pre", esc(f"curl {address}{path.lstrip('/')} --json '{example}'")))
    answers = ", ".join(
        f"{esc(code)} {kind}".strip()
        for code, kind in sorted((c, _answer(spec, r)) for c, r in operation["responses"].items())
    )
    parts.append(element("p", f"Trả lời: {answers}"))
    return "".join(parts)


def _answer(spec: Mapping[str, Any], response: Mapping[str, Any]) -> str:
    """The type of a response, as HTML; nothing for errors, which are all alike."""
    kinds = [_type(spec, content["schema"]) for content in response.get("content", {}).values() if "schema" in content]
    return " | ".join(kind for kind in kinds if kind and "ErrorBody" not in kind)


def _said(text: str) -> str:
    """A description as HTML; what stands in backticks is code."""
    parts = esc(text).split("`")
    return "".join(element("code", part) if at % 2 else part for at, part in enumerate(parts))


def _table(rows: list[tuple[str, str, str]]) -> str:
    cells = (f"<td><code>{esc(name)}</code></td><td>{kind}</td><td>{_said(said)}</td>" for name, kind, said in rows)
    return element("table", "".join(element("tr", row) for row in cells))


def _fields(spec: Mapping[str, Any], schema: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    schema = _resolved(spec, schema)
    required = schema.get("required", [])
    for name, field in schema.get("properties", {}).items():
        yield f"{name}{' *' if name in required else ''}", _type(spec, field), field.get("description", "")


def _type(spec: Mapping[str, Any], schema: Mapping[str, Any]) -> str:
    """What a value is, as HTML; a shape is a link to its fields."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return element("a", esc(name), href=f"#type-{name}")
    if "anyOf" in schema:
        return " | ".join(_type(spec, one) for one in schema["anyOf"])
    if "enum" in schema:
        return " | ".join(map(esc, schema["enum"]))
    if schema.get("type") == "array":
        return f"[{_type(spec, schema.get('items', {}))}]"
    limit = f" ≤ {schema['maxLength']}" if "maxLength" in schema else ""
    return esc(f"{schema.get('format', schema.get('type', ''))}{limit}")


def _example(spec: Mapping[str, Any], schema: Mapping[str, Any]) -> Any:
    """The smallest body that is understood: its required fields, by their examples."""
    schema = _resolved(spec, schema)
    if examples := schema.get("examples"):
        return examples[0]
    if schema.get("type") == "object":
        fields = schema.get("properties", {})
        return {name: _example(spec, fields[name]) for name in schema.get("required", [])}
    if schema.get("type") == "array":
        return [_example(spec, schema["items"])]
    return "…"


def _resolved(spec: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    reference = schema.get("$ref")
    return spec["components"]["schemas"][reference.rpartition("/")[2]] if reference else schema
