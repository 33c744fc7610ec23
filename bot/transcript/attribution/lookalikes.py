"""Letters that look the same in different alphabets, so that a word can be read as it looks.

Letters only; what a word or a name is, is not known here.
"""

from __future__ import annotations

from collections.abc import Iterator

# As capitals and as small letters: Ν looks like N, and ν like v.
_GREEK = {
    **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX", strict=True)),
    **dict(zip("αβεικνορτυχγηωμ", "abeikvoptuxynwu", strict=True)),
}
_RARE_CYRILLIC = dict(zip("ԁԛԝһӏүґ", "dqwhlyг", strict=True))
"""Letters that no Russian word has, and whoever wants to be missed has all the more."""
_ARMENIAN = dict(zip("օսոհցյք", "ounhgjp", strict=True))
_LATIN = dict(zip("ɑɡıɩʀᴀʙᴄᴅᴇɢʜɪᴊᴋʟᴍɴᴏᴘᴛᴜᴠᴡʏᴢ", "agiirabcdeghijklmnoptuvwyz", strict=True))
_LISU = dict(zip("ꓐꓑꓓꓖꓗꓙꓚꓜꓝꓟꓠꓡꓢꓣꓤꓦꓧꓪꓫꓬꓮꓰꓲꓳꓴ", "BPDGKJCZFMNLSRRVHWXYAEIOU", strict=True))

PLAIN = str.maketrans({**_GREEK, **_RARE_CYRILLIC, **_ARMENIAN, **_LATIN, **_LISU})
"""Each look-alike as the Latin (or Russian) letter that it looks like, its case kept."""

_CYRILLIC, _ALIKE = "асеорхукмтвніј", "aceopxykmtbhij"
_TO_LATIN = str.maketrans(_CYRILLIC + "ѕ", _ALIKE + "s")
_TO_CYRILLIC = str.maketrans(_ALIKE, _CYRILLIC)


def readings(word: str) -> Iterator[str]:
    """The ways in which a folded word can be read, the likeliest first: as it stands, if it is in one
    alphabet, and with every letter taken for its double in the other, if each that needs one has one."""
    latin = sum("a" <= letter <= "z" for letter in word)
    cyrillic = sum("\u0400" <= letter <= "\u052f" for letter in word)
    russian = word.replace("ѕ", "с")  # no letter of Russian, and like a Latin one
    as_latin, as_cyrillic = word.translate(_TO_LATIN), russian.translate(_TO_CYRILLIC)
    if not latin or not cyrillic:
        yield russian
    if cyrillic and not any("\u0400" <= letter <= "\u052f" for letter in as_latin):
        yield as_latin
    if latin and not any("a" <= letter <= "z" for letter in as_cyrillic):
        yield as_cyrillic
