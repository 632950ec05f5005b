"""Settings come from one file and the environment; a mistake is named, a password never shown."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from services.chassis.rate_settings import UNLIMITED, RateSettings
from services.chassis.settings import Settings, SettingsInvalid, load_settings, shown


def settings(text: str = "", tmp_path: Path | None = None, **environ: str) -> Settings:
    if tmp_path is None:
        return load_settings(None, environ)
    file = tmp_path / "linli.yaml"
    file.write_text(text)
    return load_settings(file, environ)


def refused(text: str, tmp_path: Path, **environ: str) -> dict[str, Any]:
    with pytest.raises(SettingsInvalid) as refusal:
        settings(text, tmp_path, **environ)
    return refusal.value.values


def test_without_anything_the_house_runs_embedded_and_in_production_profile() -> None:
    plain = settings()
    assert (plain.profile, plain.broker.uri) == ("production", "embedded://linli")
    assert plain.database.app == "sqlite:///var/data/{service}.db"


def test_the_data_folder_is_filled_into_the_addresses() -> None:
    plain = settings(LINLI_DATA_DIR="/srv/linli")
    assert plain.data_dir == Path("/srv/linli")
    assert plain.database.owner == "sqlite:////srv/linli/{service}.db"


def test_the_file_says_and_the_environment_says_otherwise(tmp_path: Path) -> None:
    found = settings(
        "profile: sample\nhttp: {port: 9000, host: '::1'}\nprobe: {ports: {grids: 9101}}\n",
        tmp_path,
        LINLI_HTTP__PORT="9001",
        LINLI_PROBE__PORTS__NOTIFY="9102",
        LINLI_DATABASE__POOL_WAIT="0.5",
    )
    assert (found.profile, found.http.host, found.http.port) == ("sample", "::1", 9001)
    assert found.probe.ports == {"grids": 9101, "notify": 9102}
    assert found.database.pool_wait == 0.5


def test_an_empty_file_changes_nothing(tmp_path: Path) -> None:
    assert settings("", tmp_path) == settings()


def test_a_whole_number_of_seconds_is_fine_for_a_time(tmp_path: Path) -> None:
    assert settings("limits: {rpc_deadline: 3}", tmp_path).limits.rpc_deadline == 3.0


def test_variables_of_the_command_are_left_alone() -> None:
    assert settings(LINLI_CONFIG="x", LINLI_CRASH_AT="y", HOME="z") == settings()


@pytest.mark.parametrize(
    ("text", "field", "problem"),
    [
        ("profil: sample", "profil", "unknown"),
        ("http: {prot: 1}", "http.prot", "unknown"),
        ("http: 8000", "http", "wrong_type"),
        ("http: {port: '8000'}", "http.port", "wrong_type"),
        ("http: {port: true}", "http.port", "wrong_type"),
        ("http: {port: 80.5}", "http.port", "wrong_type"),
        ("http: {port: 65536}", "http.port", "out_of_range"),
        ("http: {port: -1}", "http.port", "out_of_range"),
        ("database: {pool: 0}", "database.pool", "out_of_range"),
        ("broker: {uri: null}", "broker.uri", "wrong_type"),
        ("probe: {ports: {grids: 70000}}", "probe.ports.grids", "out_of_range"),
        ("profile: toy", "profile", "not_one_of"),
        ("log_level: [INFO]", "log_level", "not_one_of"),
        ("data_dir: 3", "data_dir", "wrong_type"),
        ("http: {upload_limit: 1023}", "http.upload_limit", "out_of_range"),
        ("blobs: {store: disk}", "blobs.store", "not_one_of"),
        ("blobs: {store: s3}", "blobs.endpoint", "missing"),
        (
            "blobs: {store: s3, endpoint: e, region: r, access_key: a}",
            "blobs.bucket",
            "missing",
        ),
        ("1: 2", "1", "unknown"),
        ("channel: pigeon", "channel", "not_one_of"),
        ("channel: smtp", "smtp.host", "missing"),
        ("channel: smtp\nsmtp: {host: mail.example.test}", "smtp.sender", "missing"),
        ("channel: smtp\nsmtp: {host: h, sender: 'A <a@example.org>'}", "smtp.sender", "wrong_type"),
        ("channel: smtp\nsmtp: {host: h, sender: a@example.org, waits: soon}", "smtp.waits", "wrong_type"),
        ("channel: smtp\nsmtp: {host: h, sender: a@example.org, waits: ''}", "smtp.waits", "wrong_type"),
        ("http: {trusted_proxies: 10.0.0.1/8}", "http.trusted_proxies", "wrong_type"),
        ("http: {hsts: -1}", "http.hsts", "out_of_range"),
        ("http: {public_url: linli.example.org}", "http.public_url", "wrong_type"),
        ("http: {in_flight: 0}", "http.in_flight", "out_of_range"),
        ("rates: {person: {reading: often}}", "rates.person.reading", "wrong_type"),
        ("rates: {person: {reading: 0/60}}", "rates.person.reading", "wrong_type"),
        ("rates: {key: {heavy: 1/0}}", "rates.key.heavy", "wrong_type"),
        ("rates: {address: {refused_token: '1/60 '}}", "rates.address.refused_token", "wrong_type"),
        ("rates: {person: {refused_token: 1/60}}", "rates.person.refused_token", "unknown"),
        ("rates: {district: {writing: some}}", "rates.district.writing", "wrong_type"),
        ("rates: {districts: {d7k2m9: {heavy: some}}}", "rates.districts.d7k2m9.heavy", "wrong_type"),
        ("rates: {districts: {d7k2m9: {rare: 1/60}}}", "rates.districts.d7k2m9.rare", "unknown"),
        ("rates: {districts: {d7k2m9: 1/60}}", "rates.districts.d7k2m9", "wrong_type"),
        ("rates: {store: 'https://redis'}", "rates.store", "wrong_type"),
        ("rates: {store: 'redis://'}", "rates.store", "wrong_type"),
        ("rates: {store: 'redis://redis:x'}", "rates.store", "wrong_type"),
        ("rates: {store: 'redis://redis/zero'}", "rates.store", "wrong_type"),
        ("rates: {gateways: 0}", "rates.gateways", "out_of_range"),
        ("smtp: {timeout: 15.1}", "smtp.timeout", "out_of_range"),
        ("smtp: {security: ssl}", "smtp.security", "not_one_of"),
    ],
)
def test_a_mistake_in_the_file_is_named(tmp_path: Path, text: str, field: str, problem: str) -> None:
    assert refused(text, tmp_path) == {"field": field, "problem": problem}


@pytest.mark.parametrize(
    ("name", "value", "field", "problem"),
    [
        ("LINLI_HTTP__PORT", "eighty", "http.port", "wrong_type"),
        ("LINLI_HTTP__PROT", "80", "http.prot", "unknown"),
        ("LINLI_HTPT__PORT", "80", "htpt", "unknown"),
        ("LINLI_DATABASE__POOL_WAIT", "nan", "database.pool_wait", "out_of_range"),
        ("LINLI_HTTP", "80", "http", "wrong_type"),
        ("LINLI_PROFILE__X", "80", "profile", "wrong_type"),
    ],
)
def test_a_mistake_in_the_environment_is_named(
    tmp_path: Path, name: str, value: str, field: str, problem: str
) -> None:
    assert refused("profile: sample", tmp_path, **{name: value}) == {"field": field, "problem": problem}


@pytest.mark.parametrize("text", ["- a", "just text", "{", "a: b: c", "\x00"])
def test_a_file_that_is_no_mapping_is_named(tmp_path: Path, text: str) -> None:
    assert refused(text, tmp_path) == {"field": str(tmp_path / "linli.yaml"), "problem": "not_yaml"}


def test_a_file_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsInvalid) as refusal:
        load_settings(tmp_path / "absent.yaml", {})
    assert refusal.value.values == {"field": str(tmp_path / "absent.yaml"), "problem": "no_file"}


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://grids_app:s3cr3t@db:5432/{service}",
        "postgresql://grids_app:s3cr3t/with@signs@db/{service}",
        "postgresql://db/{service}?user=u&password=s3cr3t&sslmode=require",
        "amqp://linli:s3cr3t@broker:5672//",
    ],
)
def test_a_password_is_never_shown(tmp_path: Path, address: str) -> None:
    found = shown(settings(f"broker: {{uri: '{address}'}}\ndatabase: {{app: '{address}'}}", tmp_path))
    assert "s3cr3t" not in str(found)
    assert "***" in found["broker"]["uri"]
    assert "***" in found["database"]["app"]


def test_a_refusal_does_not_repeat_what_was_written(tmp_path: Path) -> None:
    with pytest.raises(SettingsInvalid) as refusal:
        settings("database: {pool: s3cr3t}", tmp_path)
    assert "s3cr3t" not in repr(refusal.value) + str(refusal.value.values)


def test_what_is_shown_is_plain_and_complete() -> None:
    found = shown(settings())
    assert found["data_dir"] == "var/data"
    assert found["probe"] == {"host": "127.0.0.1", "ports": {}}


def test_the_keys_of_a_store_are_never_shown() -> None:
    found = settings(LINLI_BLOBS__ACCESS_KEY="acc3ss", LINLI_BLOBS__SECRET_KEY="s3cr3t")
    assert (found.blobs.access_key, found.blobs.secret_key) == ("acc3ss", "s3cr3t")
    assert shown(found)["blobs"]["access_key"] == shown(found)["blobs"]["secret_key"] == "***"
    assert "s3cr3t" not in str(shown(found)) + repr(found)


def test_a_key_that_is_not_given_is_shown_as_such() -> None:
    assert shown(settings())["blobs"]["secret_key"] == ""


def test_a_server_with_all_that_it_is_reached_by_is_fine(tmp_path: Path) -> None:
    whole = "{store: s3, endpoint: e, region: r, bucket: b, access_key: a, secret_key: s}"
    assert settings(f"blobs: {whole}", tmp_path).blobs.store == "s3"


def test_letters_are_mailed_by_a_server_that_is_named_with_their_sender(tmp_path: Path) -> None:
    whole = "channel: smtp\nsmtp: {host: mail.example.test, sender: linli@example.org}"
    found = settings(whole, tmp_path)
    assert (found.channel, found.smtp.security, found.smtp.certificate) == ("smtp", "starttls", "checked")


def test_the_password_of_the_mail_server_is_never_shown() -> None:
    found = settings(LINLI_SMTP__USERNAME="linli", LINLI_SMTP__PASSWORD="s3cr3t")
    assert found.smtp.password == "s3cr3t"
    assert shown(found)["smtp"]["password"] == "***"
    assert "s3cr3t" not in str(shown(found)) + repr(found)


def test_one_rate_is_set_and_the_others_stay(tmp_path: Path) -> None:
    found = settings("rates: {person: {reading: 5/1}}", tmp_path, LINLI_RATES__KEY__HEAVY="")
    assert found.rates.person == replace(settings().rates.person, reading="5/1")
    assert found.rates.key == replace(settings().rates.key, heavy="")


def test_one_district_has_other_rates_by_the_file_or_the_environment(tmp_path: Path) -> None:
    by_file = settings("rates: {districts: {d7k2m9: {heavy: 5/1}}}", tmp_path)
    by_environment = settings(LINLI_RATES__DISTRICTS__D7K2M9__HEAVY="5/1")
    assert by_file.rates.districts == by_environment.rates.districts == {"d7k2m9": {"heavy": "5/1"}}


def test_the_sample_holds_nobody_back_and_a_real_house_does() -> None:
    folder = Path(__file__).parents[2] / "deploy" / "config"
    assert load_settings(folder / "sample.yaml", {}).rates == UNLIMITED
    for name in ("embedded", "production"):
        assert load_settings(folder / f"{name}.yaml", {}).rates == RateSettings()


@pytest.mark.parametrize("scheme", ["redis", "rediss"])
@pytest.mark.parametrize("place", ["redis:6379/0", "linli:s3cr3t@redis", ":s3cr3t@redis:6379"])
def test_the_password_of_the_store_of_rates_is_never_shown(scheme: str, place: str) -> None:
    found = settings(LINLI_RATES__STORE=f"{scheme}://{place}")
    assert found.rates.store.endswith(place)
    assert "s3cr3t" not in str(shown(found))
