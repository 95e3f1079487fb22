"""GOV.UK components by name, from one cached Jinja environment."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from typing import Any

import jinja2
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

# The macros reach into parameters that were not given, as the Nunjucks originals do.
ENVIRONMENT = jinja2.Environment(
    autoescape=True,
    undefined=jinja2.ChainableUndefined,
    loader=jinja2.PrefixLoader({"govuk_frontend_jinja": jinja2.PackageLoader("govuk_frontend_jinja")}),
)
CALL = "{{% from 'govuk_frontend_jinja/components/{name}/macro.html' import {macro} %}}{{{{ {macro}(params) }}}}"
NAME = re.compile(r"[a-z]+(-[a-z]+)*")
# Their words are ours and say nothing of anybody, so that what was made may be kept in memory.
_WORDS_OF_OURS = frozenset({"button", "tag"})
_PLAIN = frozenset({str, SafeString, bool, int, type(None)})
# An address that runs as a script would walk round the content security policy's intent.
SCRIPT_ADDRESS = re.compile(r"\s*(javascript|data|vbscript)\s*:", re.IGNORECASE)


class UnknownComponent(LookupError):
    """No GOV.UK component has this name."""


class UnsafeAddress(ValueError):
    """A link would run a script."""


def render(name: str, params: Mapping[str, Any]) -> SafeString:
    """One component as markup.

    `params` are the parameters of the GOV.UK macro, in snake_case or camelCase. Whatever stands under a
    key ending in "html" is escaped unless it is already safe. Raises UnknownComponent, UnsafeAddress.
    """
    key = _key(params) if name in _WORDS_OF_OURS else None
    return _rendered(name, params) if key is None else _kept(name, key)


def _rendered(name: str, params: Mapping[str, Any]) -> SafeString:
    return mark_safe(_template(name).render(params=_clean(params)).strip())  # noqa: S308  every value is cleaned


# Parameters with their types: 1 and True are equal and mean different things.
_Key = tuple[tuple[str, type, Any], ...]


@functools.lru_cache(maxsize=1_024)
def _kept(name: str, params: _Key) -> SafeString:
    """A component that says the same on many pages, made once."""
    return _rendered(name, {key: value for key, _, value in params})


def _key(params: Mapping[str, Any]) -> _Key | None:
    """Parameters by which a component is known again; None where one is more than a plain word."""
    if all(type(value) in _PLAIN for value in params.values()):
        return tuple((key, type(value), value) for key, value in params.items())
    return None


@functools.cache
def _template(name: str) -> jinja2.Template:
    if not NAME.fullmatch(name):
        raise UnknownComponent(name)
    macro = "govuk" + "".join(part.capitalize() for part in name.split("-"))
    source = CALL.format(name=name, macro=macro)
    try:
        template = ENVIRONMENT.from_string(source)
        ENVIRONMENT.get_template(f"govuk_frontend_jinja/components/{name}/macro.html")
    except jinja2.TemplateNotFound as missing:
        raise UnknownComponent(name) from missing
    return template


def camel(name: str) -> str:
    """The macro's spelling of a parameter: `prevent_double_click` -> `preventDoubleClick`."""
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest) if first else name


def _clean(value: Any, key: str = "") -> Any:
    """Parameters as the macros expect them, with nothing in them that escapes its place."""
    if isinstance(value, Mapping):
        spelled = (lambda name: name) if key == "attributes" else camel
        return {spelled(name): _clean(inner, spelled(name)) for name, inner in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_clean(inner, key) for inner in value]
    if key.lower().endswith("html") and value is not None:
        return conditional_escape(value)
    if key.lower() in {"href", "url", "action"} and SCRIPT_ADDRESS.match(str(value)):
        raise UnsafeAddress(str(value))
    return value
