"""Settings: what is read, what is forgiven, what is refused and in which words; the token's silence."""

from __future__ import annotations

import inspect
import os
import re
import string
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

import pytest
from dotenv import dotenv_values
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

import bot.settings as settings_module
from bot import settings_sources
from bot.data import config_file, shipped_config_dir
from bot.settings import (
    DISCORD_API,
    VARIABLES,
    HealthAddress,
    Settings,
    Shards,
    read_config_dir,
    read_settings,
)
from bot.settings_faults import CATALOGUE, SettingProblem, SettingsFault, phrase_of, shown

_BASE64URL = string.ascii_letters + string.digits + "-_"


def _part(least: int, most: int) -> st.SearchStrategy[str]:
    return st.text(_BASE64URL, min_size=least, max_size=most)


TOKENS = st.tuples(_part(18, 28), _part(6, 7), _part(27, 38)).map(".".join)
"""What has the shape of a bot's token; never anybody's."""


@contextmanager
def environment(**variables: str) -> Iterator[None]:
    """The environment with just these of Cochair's variables."""
    rest = {name: value for name, value in os.environ.items() if not name.startswith("COCHAIR_")}
    with mock.patch.dict(os.environ, {**rest, **variables}, clear=True):
        yield


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def good(**variables: str) -> Settings:
    with environment(**variables):
        found = read_settings()
    assert isinstance(found, Settings), found
    return found


def fault(**variables: str) -> SettingsFault:
    with environment(**variables):
        found = read_settings()
    assert isinstance(found, SettingsFault), found
    return found


def codes(found: SettingsFault) -> list[tuple[str, str]]:
    return [(problem.name, problem.code) for problem in found.problems]


def test_nothing_set_gives_the_defaults() -> None:
    found = good()
    assert found.token is None
    assert found.database == Path("cochair.db")
    assert found.config_dir is None
    assert found.api_base == DISCORD_API
    assert (found.log_level, found.log_format) == ("INFO", "text")
    assert found.languages == ("en", "ru")
    assert found.health is None
    assert found.shards is None


def test_every_field_is_read(tmp_path: Path) -> None:
    token = "x" * 24 + ".abcdef." + "y" * 30
    found = good(
        COCHAIR_TOKEN=token,
        COCHAIR_DATABASE=str(tmp_path / "other.db"),
        COCHAIR_CONFIG_DIR=str(tmp_path),
        COCHAIR_API_BASE="http://127.0.0.1:8080/api/v10/",
        COCHAIR_LOG_LEVEL=" debug ",
        COCHAIR_LOG_FORMAT="JSON",
        COCHAIR_LANGUAGES="ru, en",
        COCHAIR_HEALTH="9464",
        COCHAIR_SHARDS="0-3/16",
    )
    assert found.token is not None
    assert found.token.get_secret_value() == token
    assert found.database == tmp_path / "other.db"
    assert found.config_dir == tmp_path
    assert found.api_base == "http://127.0.0.1:8080/api/v10"
    assert (found.log_level, found.log_format) == ("DEBUG", "json")
    assert found.languages == ("ru", "en")
    assert found.health == HealthAddress("127.0.0.1", 9464)
    assert found.shards == Shards(0, 3, 16)
    assert found.shards.ids == (0, 1, 2, 3)
    assert str(found.shards) == "0-3/16"


def test_settings_are_frozen() -> None:
    found = good()
    with pytest.raises(ValidationError):
        found.database = Path("x")  # type: ignore[misc]


def test_the_example_names_every_field_and_holds_the_defaults() -> None:
    example = config_file(".env.example")
    assert example is not None
    assert tuple(dotenv_values(example)) == VARIABLES
    with environment():
        found = read_settings(example)
    assert found == good()
    # Every variable has a comment of its own above it.
    blocks = example.read_text(encoding="utf-8").strip().split("\n\n")[1:]
    assert [block.splitlines()[-1].split("=")[0] for block in blocks] == list(VARIABLES)
    assert all(block.startswith("# ") for block in blocks)


def test_the_environment_wins_over_the_file() -> None:
    Path(".env").write_text("COCHAIR_LOG_LEVEL=ERROR\nCOCHAIR_LANGUAGES=ru\n")
    found = good(COCHAIR_LOG_LEVEL="WARNING")
    assert (found.log_level, found.languages) == ("WARNING", ("ru",))


def test_a_file_from_an_editor_that_adds_a_byte_order_mark_is_read() -> None:
    Path(".env").write_bytes(
        b"\xef\xbb\xbfCOCHAIR_LOG_LEVEL=ERROR\r\nexport COCHAIR_LANGUAGES=ru\r\n"
    )
    found = good()
    assert (found.log_level, found.languages) == ("ERROR", ("ru",))


@pytest.mark.parametrize(
    ("variable", "value", "code"),
    [
        ("TOKEN", "hunter2", "token_shape"),
        ("TOKEN", "x" * 24 + ".abcdef." + "y" * 10 + " " + "y" * 20, "token_gap"),
        ("TOKEN", "123456789012345678", "token_number"),
        ("TOKEN", "0123456789abcdef" * 4, "token_key"),
        ("TOKEN", "AbCdEfGh" * 4, "token_key"),
        ("TOKEN", "é" * 24 + ".abcdef." + "y" * 30, "token_shape"),
        ("DATABASE", ".", "database_folder"),
        ("DATABASE", "no/such/folder/cochair.db", "database_nowhere"),
        ("DATABASE", "x" * 5000, "path_unusable"),
        ("CONFIG_DIR", "no-such-folder", "config_dir_missing"),
        ("API_BASE", "discord.com/api/v10", "api_base_url"),
        ("API_BASE", "ftp://discord.com", "api_base_url"),
        ("API_BASE", "https://", "api_base_url"),
        ("API_BASE", "https://host:99999/", "api_base_url"),
        ("API_BASE", "https://[::1", "api_base_url"),
        ("API_BASE", "https://a host/", "api_base_url"),
        ("API_BASE", "https://discord.com/api?v=10", "api_base_extra"),
        ("API_BASE", "https://discord.com/api#v10", "api_base_extra"),
        ("API_BASE", "https://me:secret@discord.com/api", "api_base_user"),
        ("API_BASE", "http://discord.com/api/v10", "api_base_plain"),
        ("API_BASE", "http://localhost.example.org", "api_base_plain"),
        ("API_BASE", "http://10.0.0.1/api", "api_base_plain"),
        ("LOG_LEVEL", "LOUD", "log_level"),
        ("LOG_FORMAT", "xml", "log_format"),
        ("LANGUAGES", "en,en", "languages"),
        ("LANGUAGES", "en,klingon", "languages"),
        ("LANGUAGES", "en,,ru", "languages"),
        ("HEALTH", "on", "health"),
        ("HEALTH", "0", "health"),
        ("HEALTH", "65536", "health"),
        ("HEALTH", "127.0.0.1", "health"),
        ("HEALTH", "::1:9464", "health"),
        ("HEALTH", "http://127.0.0.1:9464", "health"),
        ("HEALTH", "127.0.0.1:9464/metrics", "health"),
        ("HEALTH", "٩٤٦٤", "health"),
        ("HEALTH", "0.0.0.0:9464", "health_open"),
        ("HEALTH", "[::]:9464", "health_open"),
        ("HEALTH", "10.0.0.1:9464", "health_open"),
        ("HEALTH", "localhost.example.org:9464", "health_open"),
        ("SHARDS", "3-1/16", "shards"),
        ("SHARDS", "0-16/16", "shards"),
        ("SHARDS", "all", "shards"),
    ],
)
def test_a_wrong_value_is_named_with_what_was_expected(
    variable: str, value: str, code: str
) -> None:
    found = fault(**{"COCHAIR_" + variable: value})
    assert codes(found) == [("COCHAIR_" + variable, code)]
    (problem,) = found.problems
    secret = variable == "TOKEN" or code == "api_base_user"
    assert problem.given == (None if secret else shown(value))
    for language in ("en", "ru"):
        (sentence,) = found.sentences(language)
        assert sentence.startswith("COCHAIR_" + variable)
        assert sentence.endswith(f": {problem.expected(language)}")
        assert secret or shown(value) in sentence
        assert "\n" not in sentence


@pytest.mark.parametrize(
    "base", ["http://localhost:1/api", "http://127.9.9.9", "http://[::1]:8/x", "https://p.example"]
)
def test_an_address_of_ones_own_is_taken(base: str) -> None:
    assert good(COCHAIR_API_BASE=base).api_base == base


@pytest.mark.parametrize(
    ("given", "host", "written"),
    [
        ("9464", "127.0.0.1", "127.0.0.1:9464"),
        ("127.9.9.9:9464", "127.9.9.9", "127.9.9.9:9464"),
        ("localhost:9464", "localhost", "localhost:9464"),
        ("[::1]:9464", "::1", "[::1]:9464"),
        ("All-Interfaces:9464", None, "all-interfaces:9464"),
    ],
)
def test_where_a_supervisor_may_ask(given: str, host: str | None, written: str) -> None:
    found = good(COCHAIR_HEALTH=given).health
    assert found == HealthAddress(host, 9464)
    assert str(found) == written


def test_all_faults_are_found_at_once() -> None:
    Path(".env").write_text("COCHAIR_LOG_LEVEL=LOUD\nCOCHAIR_TOKN=abc\n")
    found = fault(COCHAIR_SHARDS="x", COCHAIR_TOKEN="y", COCHAIR_LOGLEVEL="INFO")
    assert codes(found) == [
        ("COCHAIR_TOKEN", "token_shape"),
        ("COCHAIR_LOG_LEVEL", "log_level"),
        ("COCHAIR_SHARDS", "shards"),
        ("COCHAIR_TOKN", "unknown"),
        ("COCHAIR_LOGLEVEL", "unknown"),
    ]
    assert [problem.close for problem in found.problems[3:]] == [
        "COCHAIR_TOKEN",
        "COCHAIR_LOG_LEVEL",
    ]
    assert found.problems[3].expected().endswith("did you mean COCHAIR_TOKEN?")
    assert found.problems[3].expected("ru").endswith("вы имели в виду COCHAIR_TOKEN?")


def test_an_unknown_name_like_no_other_is_told_where_the_list_is() -> None:
    (problem,) = fault(COCHAIR_BANANA="1").problems
    assert problem.close is None and "config/.env.example" in problem.expected()


def test_other_programs_variables_are_let_be() -> None:
    Path(".env").write_text("POSTGRES_PASSWORD=x\nOTHER\n")
    assert good() == good()


def test_lines_that_would_be_passed_over_in_silence_are_faults() -> None:
    Path(".env").write_text(
        "# a comment\nCOCHAIR_LOG_LEVEL\nCOCHAIR_DATABASE = 'unclosed\nCOCHAIR_TOKEN:abc.def.ghi\n"
    )
    found = fault()
    assert codes(found) == [
        ("COCHAIR_LOG_LEVEL", "no_value"),
        (".env:3", "line"),
        (".env:4", "line"),
    ]
    assert not any("abc.def" in sentence for sentence in found.sentences())


def test_names_that_would_be_passed_over_in_silence_are_faults() -> None:
    """As they come from two files joined, another shell's syntax, a page of the web."""
    Path(".env").write_text(
        '"COCHAIR_LOG_LEVEL"=ERROR\n$env:COCHAIR_LOG_LEVEL="ERROR"\n\ufeffCOCHAIR_LOG_LEVEL=ERROR\n'
        "\u200bCOCHAIR_LOG_LEVEL=ERROR\nset COCHAIR_LOG_LEVEL=ERROR\n"
    )
    assert codes(fault()) == [(f".env:{line}", "line") for line in range(1, 6)]
    found = fault(**{"export COCHAIR_LOG_LEVEL": "ERROR", "\ufeffCOCHAIR_LOG_LEVEL": "ERROR"})
    assert codes(found)[5:] == [
        (shown("export COCHAIR_LOG_LEVEL"), "name"),
        (shown("\ufeffCOCHAIR_LOG_LEVEL"), "name"),
    ]


# What stands around a value -------------------------------------------------------------------------

RIGHT = {
    "TOKEN": "x" * 24 + ".abcdef." + "y" * 30,
    "DATABASE": "other.db",
    "CONFIG_DIR": ".",
    "API_BASE": "https://p.example/api",
    "LOG_LEVEL": "ERROR",
    "LOG_FORMAT": "json",
    "LANGUAGES": "ru",
    "SHARDS": "1/2",
}
"""A value of each variable that is not its default."""


@pytest.mark.parametrize("variable", RIGHT)
@pytest.mark.parametrize(
    "around", ['"{}"', "'{}'", "“{}”", "„{}“", "«{}»", "‘{}’", " {} ", '"{}"\r', "{}\r", "\t'{}' "]
)
def test_what_is_left_around_a_value_is_taken_off(variable: str, around: str) -> None:
    """Docker's --env-file leaves quotes, a shell the end of a line that Windows wrote, people both."""
    name, plain = "COCHAIR_" + variable, RIGHT[variable]
    assert good(**{name: around.format(plain)}) == good(**{name: plain}) != good()
    Path(".env").write_text(f"{name}={around.format(plain)}\n", encoding="utf-8", newline="")
    assert good() == good(**{name: plain})


def test_no_database_is_named_with_quotes() -> None:
    assert good(COCHAIR_DATABASE='"cochair.db"').database == Path("cochair.db")
    assert good(COCHAIR_DATABASE="'two words.db'").database == Path("two words.db")


@pytest.mark.parametrize("variable", RIGHT)
@pytest.mark.parametrize(
    ("around", "code"),
    [
        ('"{}', "quote"),
        ("{}'", "quote"),
        ("“{}", "quote"),
        ("\"{}'", "quote"),
        ('"{}" "{}"', "quote"),
        ("{} # a comment", "comment"),
        ('"{}"\t# a comment', "comment"),
    ],
)
def test_what_cannot_be_taken_off_is_refused_in_a_sentence(
    variable: str, around: str, code: str
) -> None:
    name = "COCHAIR_" + variable
    found = fault(**{name: around.format(RIGHT[variable], RIGHT[variable])})
    assert codes(found) == [(name, code)]
    assert RIGHT["TOKEN"] not in repr(found)


@pytest.mark.parametrize("nothing", ["", " ", '""', "''", '"', "\r", '" "'])
def test_a_value_of_which_nothing_is_left_keeps_the_default(nothing: str) -> None:
    for variable in RIGHT:
        name = "COCHAIR_" + variable
        if nothing == '"':
            assert codes(fault(**{name: nothing})) == [(name, "quote")]
        else:
            assert good(**{name: nothing}) == good()
    Path(".env").write_text("COCHAIR_LOG_LEVEL=ERROR\nCOCHAIR_LANGUAGES='\"\"'\n")
    found = good(COCHAIR_LOG_LEVEL=nothing) if nothing != '"' else good()
    assert (found.log_level, found.languages) == ("ERROR", ("en", "ru"))


def test_a_hash_that_was_quoted_in_a_file_is_no_comment(tmp_path: Path) -> None:
    (tmp_path / "round # 1").mkdir()
    Path(".env").write_text('COCHAIR_DATABASE="round # 1/a.db"  # a comment\n')
    assert good().database == Path("round # 1/a.db")
    assert good(COCHAIR_DATABASE='"round # 1/b.db"').database == Path("round # 1/b.db")
    assert good(COCHAIR_DATABASE="a#b.db").database == Path("a#b.db")


@pytest.mark.parametrize(
    ("encoding", "mark"), [("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff"), ("utf-8", b"")]
)
def test_a_file_from_an_editor_of_windows_is_read(encoding: str, mark: bytes) -> None:
    """PowerShell's `>` and Notepad's "Unicode" write UTF-16."""
    text = "# Настройки\r\nCOCHAIR_LOG_LEVEL=ERROR\r\nCOCHAIR_DATABASE=журнал.db\r\n"
    Path(".env").write_bytes(mark + text.encode(encoding))
    found = good()
    assert (found.log_level, found.database) == ("ERROR", Path("журнал.db"))
    with environment():
        assert read_config_dir() is None


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32"])
def test_a_file_whose_encoding_cannot_be_told_is_refused(encoding: str) -> None:
    """Without its mark UTF-16 passes for UTF-8 with NULs, and every setting would be passed over."""
    Path(".env").write_bytes("COCHAIR_LOG_LEVEL=ERROR\n".encode(encoding))
    assert codes(fault()) == [(shown(".env"), "env_file_encoding")]


# What others put into the environment ----------------------------------------------------------------

KUBERNETES = {
    "SERVICE_HOST": "10.96.12.7",
    "SERVICE_PORT": "8080",
    "SERVICE_PORT_HTTP": "8080",
    "PORT": "tcp://10.96.12.7:8080",
    "PORT_8080_TCP": "tcp://10.96.12.7:8080",
    "PORT_8080_TCP_PROTO": "tcp",
    "PORT_8080_TCP_PORT": "8080",
    "PORT_8080_TCP_ADDR": "10.96.12.7",
    "PORT_53_UDP": "udp://[fd00::7]:53",
    "PORT_53_UDP_ADDR": "fd00::7",
}
"""What Kubernetes sets in every pod for a service, after its name in capitals."""

DOCKER = {
    "NAME": "/reader/cochair",
    "PORT": "tcp://172.17.0.5:8080",
    "PORT_8080_TCP": "tcp://172.17.0.5:8080",
    "PORT_8080_TCP_START": "tcp://172.17.0.5:8080",
    "PORT_8080_TCP_PORT_END": "8089",
    "ENV_PYTHON_VERSION": "3.13.1",
}
"""What `docker run --link` sets, after the alias in capitals."""


@pytest.mark.parametrize("service", ["COCHAIR", "COCHAIR_REVIEW_DESK"])
@pytest.mark.parametrize("placed", [KUBERNETES, DOCKER])
def test_what_a_service_of_our_name_puts_into_the_environment_is_let_be(
    service: str, placed: dict[str, str]
) -> None:
    assert good(**{f"{service}_{name}": value for name, value in placed.items()}) == good()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "8080"),
        ("PORT", ""),
        ("PORT", "https://10.96.12.7:8080"),
        ("SERVICE_HOST", "discord.com"),
        ("SERVICE_PORT", "http"),
        ("PORT_8080_TCP_PROTO", "https"),
        ("PORT_HTTP_TCP", "tcp://10.96.12.7:8080"),
        ("NAME", "Cochair"),
        ("ENV_PYTHON_VERSION", "3.13.1"),  # with no link of that name
        ("ENV_FILE", ".env"),
        ("SERVICE", "10.96.12.7"),
        ("HOST", "10.96.12.7"),
    ],
)
def test_nothing_but_those_shapes_is_let_be(name: str, value: str) -> None:
    assert codes(fault(**{f"COCHAIR_{name}": value})) == [(f"COCHAIR_{name}", "unknown")]


def test_in_a_file_they_were_typed_by_somebody() -> None:
    Path(".env").write_text("COCHAIR_PORT=tcp://10.96.12.7:8080\n")
    assert codes(fault()) == [("COCHAIR_PORT", "unknown")]


def test_a_file_that_cannot_be_read_is_one_fault(tmp_path: Path) -> None:
    latin = tmp_path / "latin.env"
    latin.write_bytes(b"# \xe9\xe8\nCOCHAIR_LOG_LEVEL=INFO\n")
    with environment():
        answers = [read_settings(path) for path in (tmp_path / "none.env", latin, tmp_path)]
    assert [codes(answer) for answer in answers if isinstance(answer, SettingsFault)] == [
        [(shown(str(tmp_path / "none.env")), "env_file_missing")],
        [(shown(str(latin)), "env_file_encoding")],
        [(shown(str(tmp_path)), "env_file_unreadable")],
    ]


def test_what_is_shown_cannot_command_a_terminal() -> None:
    assert shown("a\x1b[2J\n\u202eb") == r'"a\x1b[2J\n\u202eb"'
    assert len(shown("x" * 500)) == 82


def test_every_problem_has_its_phrase_and_no_other_is_there() -> None:
    made = re.compile(r'(?:wrong|SettingProblem|_whole)\(\s*"(\w+)"')
    sources = (settings_module, settings_sources)
    found = {code for each in sources for code in made.findall(inspect.getsource(each))}
    phrases = {phrase_of(code) for code in found} | {"setting-unknown-close", "setting-now"}
    for language in ("en", "ru"):
        path = shipped_config_dir() / "locales" / language / CATALOGUE
        assert set(re.findall(r"^([\w-]+) =", path.read_text("utf-8"), re.MULTILINE)) == phrases
        for code in found:
            assert SettingProblem(code, "NAME").expected(language).endswith((".", "?")), code


@pytest.mark.parametrize("wrapped", ["  {}\t", '"{}"', "'{}'", "Bot {}", "bot  {}", '" Bot {} "'])
@settings(max_examples=20)
@given(token=TOKENS)
def test_what_copying_adds_to_a_token_is_forgiven(wrapped: str, token: str) -> None:
    found = good(COCHAIR_TOKEN=wrapped.format(token))
    assert found.token is not None
    assert found.token.get_secret_value() == token


@given(token=TOKENS)
def test_settings_never_show_the_token(token: str) -> None:
    found = good(COCHAIR_TOKEN=token)
    for text in (repr(found), str(found), repr(found.model_dump()), found.model_dump_json()):
        assert token not in text


@given(token=TOKENS)
def test_not_even_pydantics_own_error_shows_the_token(token: str) -> None:
    with environment(), pytest.raises(ValidationError) as raised:
        Settings.model_validate({"token": token + "!"})
    # It would shorten a long value in the middle, so a piece of it is looked for.
    assert token[:12] not in str(raised.value)
    assert token[:12] not in repr(raised.value)


@given(
    token=TOKENS,
    flaw=st.sampled_from(["{}.more", "{} {}", "{}!", "token={}", "https://{}", "{}\nx"]),
    variable=st.sampled_from(VARIABLES),
)
def test_no_fault_shows_a_token_wherever_it_was_put(token: str, flaw: str, variable: str) -> None:
    with environment(**{variable: flaw.format(token, token)}):
        found = read_settings()
    if isinstance(found, SettingsFault):
        assert token not in repr(found)
        assert not any(token in found for found in found.sentences() + found.sentences("ru"))


@given(token=TOKENS, separator=st.sampled_from(["", ":", "-", ".", " ", " : "]))
def test_no_fault_shows_a_token_from_a_bad_line(token: str, separator: str) -> None:
    file = Path("bad.env")
    file.write_text(f"COCHAIR_TOKEN{separator}{token}\n{token}\nCOCHAIR_TOKN={token}\n")
    with environment():
        found = read_settings(file)
    assert isinstance(found, SettingsFault)
    assert token not in repr(found)


@given(
    variable=st.sampled_from(VARIABLES),
    value=st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=60),
)
def test_any_value_is_answered_with_settings_or_with_one_line_for_it(
    variable: str, value: str
) -> None:
    with environment(**{variable: value}):
        found = read_settings()
    if isinstance(found, SettingsFault):
        assert [problem.name for problem in found.problems] == [variable]
        assert all(sentence.isprintable() for sentence in found.sentences())


@given(st.binary(max_size=200))
def test_any_file_is_answered_with_settings_or_faults(content: bytes) -> None:
    file = Path("any.env")
    file.write_bytes(content)
    with environment():
        read_settings(file)
