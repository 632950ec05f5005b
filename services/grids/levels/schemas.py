"""Level schemes on the wire."""

from services.chassis.schema import (
    Day,
    Flag,
    Integer,
    ListOf,
    Name,
    Nested,
    Regexp,
    Schema,
    Text,
)
from services.grids.levels.domain.level import Level
from services.grids.levels.use_cases.list_level_presets import ListLevelPresets
from services.grids.levels.use_cases.list_level_schemes import ListLevelSchemes
from services.grids.levels.use_cases.write_level_scheme import WriteLevelScheme

WORD = Regexp(r"[a-z][a-z0-9_]{0,39}", code="not_a_level")
MOST_LEVELS = 20


class LevelSchema(Schema):
    schema_name = "levels.Level"
    builds = Level
    kind = Text(required=True, validate=WORD)
    name_zh = Name(required=True)
    name_en = Name(required=True)
    parents = ListOf(Text(validate=WORD), at_most=MOST_LEVELS, load_default=())
    optional = Flag(load_default=False)
    holds_dwellings = Flag(load_default=False)
    takes_cases = Flag(load_default=False)
    is_community = Flag(load_default=False)


class WriteLevelSchemeSchema(Schema):
    schema_name = "levels.WriteLevelScheme"
    builds = WriteLevelScheme
    valid_from = Day(required=True)
    preset = Text(load_default=None)
    levels = ListOf(Nested(LevelSchema), at_most=MOST_LEVELS, load_default=())
    seen_version = Integer(required=True, minimum=0)


class ListLevelSchemesSchema(Schema):
    schema_name = "levels.ListLevelSchemes"
    builds = ListLevelSchemes


class ListLevelPresetsSchema(Schema):
    schema_name = "levels.ListLevelPresets"
    builds = ListLevelPresets


class LevelSchemeSchema(Schema):
    """`number` 0 is the usual scheme of the house, which the district did not write."""

    schema_name = "levels.LevelScheme"
    number = Integer(required=True)
    valid_from = Day(required=True)
    preset = Text(required=True, allow_none=True)
    levels = ListOf(Nested(LevelSchema), required=True)


class LevelSchemesSchema(Schema):
    """The present one first; each holds from its day until the next one's."""

    schema_name = "levels.LevelSchemes"
    version = Integer(required=True)
    schemes = ListOf(Nested(LevelSchemeSchema), required=True)


class PresetSchema(Schema):
    schema_name = "levels.Preset"
    key = Text(required=True)
    name_zh = Name(required=True)
    name_en = Name(required=True)
    levels = ListOf(Nested(LevelSchema), required=True)


class PresetsSchema(Schema):
    schema_name = "levels.Presets"
    items = ListOf(Nested(PresetSchema), required=True)
