"""What a settings file and the environment give, made into frozen dataclasses by their annotations."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

import yaml

from services.chassis.errors import SettingsInvalid, SettingsProblem

PREFIX = "LINLI_"
T = TypeVar("T")


class EnvironmentText(str):
    """From the environment, where numbers are text too."""


def given_in(path: Path | None, environ: Mapping[str, str], top: set[str]) -> dict[str, Any]:
    """The file's values with the environment's over them; `top` are the names outside any section."""
    given = _read(path) if path is not None else {}
    for name in sorted(environ):
        if name.startswith(PREFIX):
            parts = name.removeprefix(PREFIX).lower().split("__")
            # LINLI_CONFIG and the like belong to the command, not to the settings.
            if len(parts) > 1 or parts[0] in top:
                _lay_over(given, parts, EnvironmentText(environ[name]))
    return given


def build(cls: type[T], given: Mapping[str, Any], path: str = "") -> T:
    """Raises SettingsInvalid, which names the field."""
    declared = {each.name: each for each in fields(cls)}  # type: ignore[arg-type]
    hints = get_type_hints(cls)
    for name in given:
        if name not in declared:
            raise SettingsInvalid(field=f"{path}{name}", problem=SettingsProblem.UNKNOWN)
    return cls(
        **{
            name: _value(hints[name], value, f"{path}{name}", declared[name].metadata)
            for name, value in given.items()
        }
    )


def _value(hint: Any, value: Any, path: str, bounds: Mapping[str, float]) -> Any:
    if is_dataclass(hint):
        return build(hint, _checked(value, dict, path), f"{path}.")  # type: ignore[arg-type]
    if get_origin(hint) is dict:
        _, below = get_args(hint)
        return {
            str(name): _value(below, each, f"{path}.{name}", bounds)
            for name, each in _checked(value, dict, path).items()
        }
    if get_origin(hint) is Literal:
        if value not in get_args(hint):
            raise SettingsInvalid(field=path, problem=SettingsProblem.NOT_ONE_OF)
        return str(value)
    if hint in {int, float}:
        return _number(hint, value, path, bounds)
    return hint(str(_checked(value, str, path)))


def _number(kind: type[int] | type[float], value: Any, path: str, bounds: Mapping[str, float]) -> Any:
    if isinstance(value, EnvironmentText):
        try:
            value = kind(value)
        except ValueError:
            raise SettingsInvalid(field=path, problem=SettingsProblem.WRONG_TYPE) from None
    if isinstance(value, bool) or not isinstance(value, (int, kind)):
        raise SettingsInvalid(field=path, problem=SettingsProblem.WRONG_TYPE)
    if not bounds["least"] <= value <= bounds["most"]:
        raise SettingsInvalid(field=path, problem=SettingsProblem.OUT_OF_RANGE)
    return kind(value)


def _checked(value: Any, kind: type[T], path: str) -> T:
    if not isinstance(value, kind):
        raise SettingsInvalid(field=path, problem=SettingsProblem.WRONG_TYPE)
    return value


def _read(path: Path) -> dict[str, Any]:
    try:
        given = yaml.safe_load(path.read_bytes())
    except OSError:
        raise SettingsInvalid(field=str(path), problem=SettingsProblem.NO_FILE) from None
    except yaml.YAMLError:
        raise SettingsInvalid(field=str(path), problem=SettingsProblem.NOT_YAML) from None
    if not isinstance(given, dict | None):
        raise SettingsInvalid(field=str(path), problem=SettingsProblem.NOT_YAML)
    return given or {}


def _lay_over(given: dict[str, Any], parts: list[str], value: str) -> None:
    for depth, part in enumerate(parts[:-1], start=1):
        given = _checked(given.setdefault(part, {}), dict, ".".join(parts[:depth]))
    given[parts[-1]] = value
