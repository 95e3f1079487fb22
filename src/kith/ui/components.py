"""GOV.UK components by name, from one cached Jinja environment."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
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
# A pagination's addresses hold codes and numbers of pages: no address of ours holds a name.
_NESTED_WORDS_OF_OURS = frozenset({"pagination"})
_KEPT = _WORDS_OF_OURS | _NESTED_WORDS_OF_OURS
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
    key = _key(params, nested=name in _NESTED_WORDS_OF_OURS) if name in _KEPT else None
    return _rendered(name, params) if key is None else _kept(_Call(name, key, params))


def _rendered(name: str, params: Mapping[str, Any]) -> SafeString:
    return mark_safe(_template(name).render(params=_clean(params)).strip())  # noqa: S308  every value is cleaned


@dataclass(frozen=True, slots=True)
class _Call:
    """A component with its parameters, known again by values and types: 1 and True are equal and mean two things."""

    name: str
    key: tuple[Any, ...]
    params: Mapping[str, Any] = field(compare=False)


@functools.lru_cache(maxsize=1_024)
def _kept(call: _Call) -> SafeString:
    """A component that says the same on many pages, made once."""
    return _rendered(call.name, call.params)


def _key(params: Mapping[str, Any], *, nested: bool) -> tuple[Any, ...] | None:
    """Parameters by which a component is known again; None where one is more than a plain word."""
    try:
        return tuple((name, *_plain(value, nested=nested)) for name, value in params.items())
    except _NotPlainError:
        return None


class _NotPlainError(TypeError):
    """A parameter is more than a plain word."""


def _plain(value: Any, *, nested: bool) -> tuple[Any, ...]:
    if type(value) in _PLAIN:
        return type(value), value
    if nested and type(value) is dict:
        return dict, *((name, *_plain(inner, nested=True)) for name, inner in value.items())
    if nested and type(value) is list:
        return list, *(_plain(inner, nested=True) for inner in value)
    raise _NotPlainError


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
