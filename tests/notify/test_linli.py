"""The `linli` command: keys, tokens, databases, and what the doctor says of them."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from deploy.linli.demo import demo_tokens, demos
from deploy.linli.keys import GATEWAYS_OWN
from deploy.linli.lock import HouseRuns, held
from deploy.linli.main import main
from deploy.linli.services import SERVICES
from deploy.sample.ids import DISTRICT
from gateway.cursors import cursor_key
from services.chassis.caller import Grant
from services.chassis.errors import TokenRefused
from services.chassis.keyring import Keyring
from services.chassis.roles import Roles
from services.chassis.settings import DatabaseSettings, Settings
from services.chassis.tokens import Verifier
from tests.mail.post import SENDER, Post

KEYS = len(["master.key", *GATEWAYS_OWN, "linli", "people", "service-gateway", *SERVICES])


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Runs one command in a folder of its own and gives what it printed; `fails` is the wanted code."""
    monkeypatch.chdir(tmp_path)

    def run(*words: str, fails: int = 0) -> str:
        result = CliRunner().invoke(main, words)
        assert result.exit_code == fails, result.output
        return result.output

    return run


@pytest.fixture
def production(tmp_path: Path):
    settings = tmp_path / "production.yaml"
    settings.write_text("profile: production\ndata_dir: var/sample/data\nkeys_dir: var/sample/keys\n")
    return ["--config", str(settings)]


def verified(token: str, profile="sample"):
    verifier = Verifier(Keyring.load(Path("var/sample/keys")), profile)
    return verifier.verify(token.strip(), now=datetime.now(UTC))


def test_keys_are_made_once_and_never_replaced(house):
    first = house("keys", "create")
    kept = {path.name: path.read_bytes() for path in Path("var/sample/keys").iterdir()}
    second = house("keys", "create")

    assert first.count("made") == KEYS
    assert second.count("there already") == KEYS
    assert {path.name: path.read_bytes() for path in Path("var/sample/keys").iterdir()} == kept


def test_all_gateways_sign_cursors_with_the_key_that_is_made(house):
    house("keys", "create")
    made = (Path("var/sample/keys") / "gateway.cursors.key").read_bytes()
    assert cursor_key(Path("var/sample/keys")) == made
    assert len(made) == 32


def test_secret_keys_are_their_owners_alone(house):
    house("keys", "create")
    secret = [path for path in Path("var/sample/keys").iterdir() if not path.name.endswith(".pub.pem")]
    assert len(secret) == KEYS
    assert {path.stat().st_mode & 0o777 for path in secret} == {0o600}


def test_a_token_says_what_was_asked_for(house):
    house("keys", "create")
    caller = verified(
        house("token", "--id", "li", "--role", "grid_worker", "--area", "a1", "--district", DISTRICT)
    )
    assert (caller.kind, caller.id, caller.district) == ("person", "li", DISTRICT)
    assert caller.grants == (Grant("grid_worker", "a1"),)


@pytest.mark.parametrize(("lifetime", "seconds"), [("90s", 90), ("5m", 300), ("12h", 43_200)])
def test_a_token_lives_as_long_as_asked(house, lifetime, seconds):
    house("keys", "create")
    token = house("token", "--kind", "operator", "--district", DISTRICT, "--lifetime", lifetime).strip()
    verifier = Verifier(Keyring.load(Path("var/sample/keys")), "sample")

    assert verifier.verify(token, now=datetime.now(UTC) + timedelta(seconds=seconds - 1)).kind == "operator"
    with pytest.raises(TokenRefused):
        verifier.verify(token, now=datetime.now(UTC) + timedelta(seconds=seconds + 31))


@pytest.mark.parametrize("lifetime", ["5", "0m", "-5m", "5d", "m", ""])
def test_a_lifetime_that_nobody_understands_is_refused(house, lifetime):
    house("keys", "create")
    assert "is not like 90s" in house("token", "--district", DISTRICT, "--lifetime", lifetime, fails=2)


def test_a_role_that_nobody_knows_is_refused(house):
    assert "'king' is not one of" in house("token", "--district", DISTRICT, "--role", "king", fails=2)


def test_outside_the_sample_a_persons_token_lives_five_minutes_at_most(house, production):
    house("keys", "create")
    asked = ["token", "--district", DISTRICT, *production, "--lifetime"]

    assert verified(house(*asked, "5m"), "production").kind == "person"
    assert "300 s at most" in house(*asked, "301s", fails=2)


def test_a_token_needs_a_key(house):
    assert "missing" in house("token", "--district", DISTRICT, fails=1)


def test_a_demo_token_of_every_role_is_accepted_by_the_sample_alone(house):
    house("keys", "create")
    tokens = demo_tokens(Settings(profile="sample", keys_dir=Path("var/sample/keys")))

    others = {"service", "gateway", "platform_cases", "platform_residents"}
    assert {demo.role for demo in demos()} == set(Roles.load().permissions) - others
    for token in tokens.values():
        assert verified(token).district == DISTRICT
        with pytest.raises(TokenRefused):
            verified(token, "production")


def test_databases_are_brought_to_the_newest_shape_once(house):
    assert "notify: brought to the newest shape" in house("migrate", "notify")
    assert "notify: nothing to do" in house("migrate", "notify")


def test_settings_that_do_not_hold_are_named(house, tmp_path):
    (tmp_path / "wrong.yaml").write_text("http:\n  prot: 8000\n")
    assert "http.prot" in house("migrate", "--config", str(tmp_path / "wrong.yaml"), fails=2)


def test_the_doctor_names_what_is_missing(house):
    said = house("doctor", fails=1)
    assert "BAD  keys: master.key missing" in said
    assert "BAD  database of notify: no file yet" in said
    assert "ok   broker: embedded" in said


def test_the_doctor_says_a_line_each_and_no_password(house, monkeypatch):
    monkeypatch.setenv("LINLI_DATABASE__OWNER", "postgresql://notify_owner:nobody-knows@127.0.0.1:1/notify")
    said = house("doctor", fails=1)
    assert "nobody-knows" not in said
    assert all(line[:3] in ("ok ", "BAD") for line in said.splitlines())


def test_a_second_house_on_the_same_files_is_refused(tmp_path):
    settings = Settings(data_dir=tmp_path)
    with held(settings, ["grids", "notify"]), pytest.raises(HouseRuns), held(settings, ["notify"]):
        pass
    with held(settings, ["notify"]):
        assert (tmp_path / "notify.lock").read_text().strip().isdigit()


def test_services_of_one_house_on_files_of_their_own_do_not_meet(tmp_path):
    with held(Settings(data_dir=tmp_path), ["grids"]), held(Settings(data_dir=tmp_path), ["notify"]):
        assert sorted(path.name for path in tmp_path.iterdir()) == ["grids.lock", "notify.lock"]


def test_a_database_server_needs_no_lock(tmp_path):
    on_server = DatabaseSettings(app="postgresql://notify_app@127.0.0.1/notify")
    with held(Settings(data_dir=tmp_path, database=on_server), ["notify"]):
        assert list(tmp_path.iterdir()) == []


@pytest.fixture
def mailing(tmp_path):
    """The arguments of a house that mails its letters by this server."""

    def mailing(**smtp):
        settings = tmp_path / "mailing.yaml"
        folders = {"data_dir": "var/sample/data", "keys_dir": "var/sample/keys"}
        settings.write_text(json.dumps({"channel": "smtp", "smtp": smtp} | folders))
        return ["doctor", "--config", str(settings)]

    return mailing


def test_the_doctor_says_whether_letters_can_leave(house, mailing, tmp_path):
    (tmp_path / "post").mkdir()
    post = Post(tmp_path / "post", "starttls")
    smtp = vars(post.settings())
    place = f"letters: smtp 127.0.0.1:{post.port}"
    assert f"BAD  {place}: unreachable" in house(*mailing(**smtp), fails=1)
    with post:
        assert f"ok   {place}, starttls, as {SENDER}" in house(*mailing(**smtp), fails=1)
        for different, code in (({"password": "another"}, "login"), ({"ca_file": ""}, "certificate")):
            said = house(*mailing(**smtp | different), fails=1)
            assert f"BAD  {place}: {code}" in said
            assert smtp["password"] not in said
    assert "in clear" in house(*mailing(**smtp | {"security": "none"}), fails=1)


@pytest.mark.parametrize("missing", ["host", "sender"])
def test_the_doctor_says_what_mailing_lacks(house, mailing, missing):
    smtp = {"host": "127.0.0.1", "sender": SENDER} | {missing: ""}
    assert f"smtp.{missing} missing" in house(*mailing(**smtp), fails=2)
