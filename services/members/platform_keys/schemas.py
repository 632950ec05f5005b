"""Platform keys on the wire."""

from services.chassis.ids import new_id
from services.chassis.schema import (
    Choice,
    EventSchema,
    Flag,
    Id,
    Integer,
    ListOf,
    Moment,
    Name,
    Nested,
    PageQuerySchema,
    PageSchema,
    Regexp,
    Schema,
    Text,
    Words,
)
from services.members.platform_keys.domain.platform_key import KeyRates, KeyType
from services.members.platform_keys.domain.platform_role import PlatformRole
from services.members.platform_keys.use_cases.end_key import EndKey
from services.members.platform_keys.use_cases.end_keys_of_areas import EndKeysOfAreas
from services.members.platform_keys.use_cases.get_key import GetKey
from services.members.platform_keys.use_cases.list_keys import ListKeys
from services.members.platform_keys.use_cases.make_key import MakeKey
from services.members.platform_keys.use_cases.open_key import OpenKey
from services.members.platform_keys.use_cases.rotate_key import RotateKey

RATE = "^[1-9][0-9]{0,6}/[1-9][0-9]{0,4}$"
SHA_256 = "^[0-9a-f]{64}$"
MOST_HOURS = 168
MOST_NETWORKS = 50


class Rate(Text):
    """So many requests in so many seconds."""

    def __init__(self) -> None:
        check, shown = Regexp(RATE, code="not_a_rate"), {"examples": ["600/60"]}
        super().__init__(load_default=None, allow_none=True, validate=check, metadata=shown)


class KeyRatesSchema(Schema):
    schema_name = "platform_keys.Rates"
    builds = KeyRates
    reading = Rate()
    writing = Rate()
    heavy = Rate()


class Network(Text):
    """`203.0.113.0/24`, `2001:db8::/32`, or one address."""

    def __init__(self) -> None:
        super().__init__(at_most=50, metadata={"examples": ["203.0.113.0/24"]})


class MakeKeySchema(Schema):
    schema_name = "platform_keys.MakeKey"
    builds = MakeKey
    id = Id(load_default=new_id)
    name = Name(at_most=100, required=True)
    type = Choice(KeyType, required=True)
    roles = ListOf(Choice(PlatformRole), at_least=1, at_most=len(PlatformRole), required=True)
    area_id = Id(load_default=None, allow_none=True)
    valid_from = Moment(load_default=None, allow_none=True)
    valid_until = Moment(required=True)
    networks = ListOf(Network(), at_most=MOST_NETWORKS, load_default=())
    rates = Nested(KeyRatesSchema(), load_default=KeyRates())
    reason = Words(at_least=5, at_most=500, required=True)


class RotateKeySchema(Schema):
    """`overlap_hours` 0 ends the secret before at once."""

    schema_name = "platform_keys.RotateKey"
    builds = RotateKey
    key_id = Id(required=True)
    overlap_hours = Integer(minimum=0, maximum=MOST_HOURS, load_default=24)
    seen_version = Integer(minimum=0, required=True)


class EndKeySchema(Schema):
    schema_name = "platform_keys.EndKey"
    builds = EndKey
    key_id = Id(required=True)
    seen_version = Integer(minimum=0, required=True)


class GetKeySchema(Schema):
    schema_name = "platform_keys.GetKey"
    builds = GetKey
    key_id = Id(required=True)


class ListKeysSchema(PageQuerySchema):
    schema_name = "platform_keys.ListKeys"
    builds = ListKeys


class OpenKeySchema(Schema):
    schema_name = "platform_keys.OpenKey"
    builds = OpenKey
    key_id = Id(required=True)
    secret_hash = Text(required=True, validate=Regexp(SHA_256), metadata={"examples": ["0" * 64]})
    address = Text(at_most=50, load_default=None, allow_none=True)


class OpenedKeySchema(Schema):
    """`token` is for the gateway alone, `until` it says who it is."""

    schema_name = "platform_keys.OpenedKey"
    token = Text(at_most=8192, required=True)
    until = Moment(required=True)
    networks = ListOf(Network(), required=True)
    rates = Nested(KeyRatesSchema(), required=True)


class PlatformKeySchema(Schema):
    """`from_anywhere`: no network is named, so every address may use it."""

    schema_name = "platform_keys.PlatformKey"
    id = Id(required=True)
    name = Text(required=True)
    type = Choice(KeyType, required=True)
    roles = ListOf(Choice(PlatformRole), required=True)
    area_id = Id(required=True, allow_none=True)
    valid_from = Moment(required=True)
    valid_until = Moment(required=True)
    networks = ListOf(Network(), required=True)
    from_anywhere = Flag(required=True)
    rates = Nested(KeyRatesSchema(), required=True)
    reason = Text(required=True)
    made_by = Text(required=True)
    made_at = Moment(required=True)
    rotated_at = Moment(required=True, allow_none=True)
    old_until = Moment(required=True, allow_none=True)
    ended_at = Moment(required=True, allow_none=True)
    ended_by = Text(required=True, allow_none=True)
    version = Integer(required=True)


class KeyWithSecretSchema(PlatformKeySchema):
    """`secret` is shown this once, and to whoever sends the same request again within a day."""

    schema_name = "platform_keys.KeyWithSecret"
    secret = Text(required=True)


class PlatformKeysSchema(PageSchema):
    schema_name = "platform_keys.PlatformKeys"
    items = ListOf(Nested(PlatformKeySchema), required=True)


class KeyAreasReplacedSchema(EventSchema):
    builds = EndKeysOfAreas
    ended_ids = ListOf(Id(), required=True)
