"""What is wrong with the settings, as a value, and the sentences that say so.

What may live here: the faults and their words in English and Russian (they are read before any
catalogue can be, since the settings say where the catalogues lie). What must not: reading the
environment or a file.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.procedure.values import Localized

_LONGEST_SHOWN = 80


@dataclass(frozen=True, slots=True)
class SettingProblem:
    """One thing that is wrong.

    `name` is the variable ("COCHAIR_API_BASE"), or the file and line when no variable can be named.
    `given` is what stood there, ready to be shown, or None where it must not be (a secret) or there
    was nothing. `expected` is a whole sentence in each language that says what to write instead.
    """

    code: str
    name: str
    given: str | None
    expected: Localized

    def sentence(self, language: str = "en") -> str:
        """One line for a person: the variable, what was given, what was expected."""
        given = ""
        if self.given is not None:
            given = Localized.of(en=" is {}", ru=" сейчас {}").into(language).format(self.given)
        return f"{self.name}{given}: {self.expected.into(language)}"


@dataclass(frozen=True, slots=True)
class SettingsFault:
    """The settings cannot be used; `problems` is never empty and in the order of the fields."""

    problems: tuple[SettingProblem, ...]

    def sentences(self, language: str = "en") -> tuple[str, ...]:
        """One line for each problem."""
        return tuple(problem.sentence(language) for problem in self.problems)


def shown(value: str) -> str:
    """`value` in quotes, in one line, not too long, with nothing that a terminal would obey."""
    cut = value if len(value) <= _LONGEST_SHOWN else value[: _LONGEST_SHOWN - 1] + "…"
    return '"' + "".join(c if c.isprintable() else ascii(c)[1:-1] for c in cut) + '"'


EXPECTED: dict[str, Localized] = {
    "token_shape": Localized.of(
        en="expected a bot token: three parts joined by dots. Copy it anew from the Bot page of "
        "your application (Reset Token).",
        ru="нужен токен бота: три части, соединённые точками. Скопируйте его заново на странице "
        "Bot вашего приложения (Reset Token).",
    ),
    "token_number": Localized.of(
        en="this is a number, probably the application's id; expected the bot token from the Bot "
        "page of your application (Reset Token).",
        ru="это число, вероятно идентификатор приложения; нужен токен бота со страницы Bot вашего "
        "приложения (Reset Token).",
    ),
    "token_key": Localized.of(
        en="this looks like the application's public key or client secret; expected the bot token "
        "from the Bot page of your application (Reset Token).",
        ru="это похоже на открытый ключ или секрет приложения (client secret); нужен токен бота со "
        "страницы Bot вашего приложения (Reset Token).",
    ),
    "token_gap": Localized.of(
        en="there is a space or a line break inside the token; copy it again in one piece.",
        ru="внутри токена есть пробел или перевод строки; скопируйте его ещё раз целиком.",
    ),
    "database_folder": Localized.of(
        en="this is a folder; expected the path of a file, such as cochair.db.",
        ru="это папка; нужен путь к файлу, например cochair.db.",
    ),
    "database_nowhere": Localized.of(
        en="the folder that this file should lie in does not exist; create it, or name another "
        "path.",
        ru="папки, в которой должен лежать этот файл, нет; создайте её или укажите другой путь.",
    ),
    "config_dir_missing": Localized.of(
        en="there is no such folder; expected the path of a folder laid out like config/, or "
        "nothing.",
        ru="такой папки нет; нужен путь к папке, устроенной как config/, либо пустое значение.",
    ),
    "path_unusable": Localized.of(
        en="this cannot be a path on this machine.",
        ru="на этом компьютере такого пути быть не может.",
    ),
    "api_base_url": Localized.of(
        en="expected an address that begins with https://, such as https://discord.com/api/v10.",
        ru="нужен адрес, который начинается с https://, например https://discord.com/api/v10.",
    ),
    "api_base_extra": Localized.of(
        en="the address may have no ?query and no #fragment; leave only the scheme, host and path.",
        ru="в адресе не может быть ?запроса и #фрагмента; оставьте только схему, хост и путь.",
    ),
    "api_base_user": Localized.of(
        en="the address may hold no user name or password: addresses are shown and logged.",
        ru="в адресе не должно быть имени пользователя и пароля: адреса показываются и пишутся в "
        "журнал.",
    ),
    "api_base_plain": Localized.of(
        en="http:// is taken only for this machine itself (localhost, 127.0.0.1), since the token "
        "travels unencrypted; expected https://.",
        ru="http:// допускается только для этого же компьютера (localhost, 127.0.0.1), потому что "
        "токен передаётся незашифрованным; нужен https://.",
    ),
    "log_level": Localized.of(
        en="expected one of DEBUG, INFO, WARNING, ERROR.",
        ru="нужно одно из значений DEBUG, INFO, WARNING, ERROR.",
    ),
    "log_format": Localized.of(
        en="expected text or json.",
        ru="нужно text или json.",
    ),
    "languages": Localized.of(
        en="expected one or more different language codes joined by commas, such as en,ru.",
        ru="нужен один или несколько разных кодов языков через запятую, например en,ru.",
    ),
    "health": Localized.of(
        en="expected a port, such as 9464, or an address of this machine itself and a port, such as "
        "127.0.0.1:9464.",
        ru="нужен порт, например 9464, либо адрес этого же компьютера и порт, например "
        "127.0.0.1:9464.",
    ),
    "health_open": Localized.of(
        en="only an address of this machine itself (127.0.0.1, [::1], localhost) is taken: the port "
        "has no password and no encryption. Where nothing but a supervisor can reach it, as within "
        "a network of containers, write all-interfaces and the port, such as all-interfaces:9464.",
        ru="допускается только адрес этого же компьютера (127.0.0.1, [::1], localhost): у порта нет "
        "ни пароля, ни шифрования. Если до него не доберётся никто, кроме системы наблюдения, "
        "например внутри сети контейнеров, напишите all-interfaces и порт: all-interfaces:9464.",
    ),
    "shards": Localized.of(
        en="expected first-last/total counted from 0, such as 0-3/16, with last below total.",
        ru="нужно первый-последний/всего, считая от 0, например 0-3/16; последний меньше общего "
        "числа.",
    ),
    "unknown": Localized.of(
        en="Cochair has no such setting; config/.env.example lists them all.",
        ru="такой настройки у Cochair нет; все настройки перечислены в config/.env.example.",
    ),
    "quote": Localized.of(
        en="there is a quotation mark that has no partner at the other end; write the value without "
        "quotes, or in one pair of them.",
        ru="у кавычки нет пары на другом конце; напишите значение без кавычек или в одной паре "
        "кавычек.",
    ),
    "comment": Localized.of(
        en="behind the value stands a # after a space: whoever set this variable does not take "
        "comments off. Put the comment on a line of its own, or the value in quotes if the # is "
        "part of it.",
        ru="за значением после пробела стоит #: тот, кто задал эту переменную, комментарии не "
        "отбрасывает. Перенесите комментарий на отдельную строку либо возьмите значение в кавычки, "
        "если # — его часть.",
    ),
    "name": Localized.of(
        en="there is something beside the name of this variable, so nobody reads it; expected the "
        "name alone, with no export and no mark before it.",
        ru="рядом с именем переменной стоит лишнее, поэтому её никто не прочтёт; нужно одно имя, без "
        "export и без знаков перед ним.",
    ),
    "no_value": Localized.of(
        en="there is no = after the name; expected NAME=value.",
        ru="после имени нет знака =; нужно ИМЯ=значение.",
    ),
    "line": Localized.of(
        en="this line cannot be read; expected NAME=value, or a comment that begins with #.",
        ru="эту строку нельзя прочитать; нужно ИМЯ=значение или комментарий, начинающийся с #.",
    ),
    "env_file_missing": Localized.of(
        en="there is no such file; name one that exists, or leave it out.",
        ru="такого файла нет; укажите существующий или не указывайте никакого.",
    ),
    "env_file_unreadable": Localized.of(
        en="this file cannot be read; it must be a text file that you have the right to read.",
        ru="этот файл нельзя прочитать; нужен текстовый файл, который вам разрешено читать.",
    ),
    "env_file_encoding": Localized.of(
        en="this file is not UTF-8 text; save it as UTF-8.",
        ru="этот файл не в кодировке UTF-8; сохраните его в UTF-8.",
    ),
}
"""What to do about each code."""


def did_you_mean(name: str) -> Localized:
    """What to say of an unknown variable whose name is close to the known `name`."""
    return Localized.of(
        en=f"Cochair has no such setting; did you mean {name}?",
        ru=f"такой настройки у Cochair нет; возможно, вы имели в виду {name}?",
    )
