"""What the command line says about each fault of Discord, or of the way there.

What must not live here: finding a fault; and what it says about journals, which commands need that have
nothing to do with Discord.
"""

from __future__ import annotations

from bot.chat.framework.command_texts import LONGEST, OmittedText, TextFault, TextKind
from bot.chat.framework.endpoint import EndpointFault, EndpointFaultCode
from bot.chat.framework.login_faults import LoginFault, LoginFaultCode
from bot.chat.framework.preflight import INTENTS
from bot.settings_faults import shown

PORTAL = "the developer portal (discord.com/developers, your application, Bot)"


def _later(seconds: float | None) -> str:
    return "Try again later." if seconds is None else f"Try again in {seconds:.0f} seconds."


def endpoint_fault(fault: EndpointFault) -> str:
    """What is wrong with the address in COCHAIR_API_BASE."""
    got = "" if fault.got is None else f" ({fault.got})"
    match fault.code:
        case EndpointFaultCode.BAD_ADDRESS:
            said = "this is no address of an API. Expected one such as https://discord.com/api/v10."
        case EndpointFaultCode.UNREACHABLE:
            said = "nobody answers there. See to the network, and that the address is right."
        case EndpointFaultCode.WRONG_TOKEN:
            said = f"the token is not known there. {_NEW_TOKEN}"
        case EndpointFaultCode.RATE_LIMITED:
            said = f"too many requests. {_later(fault.retry_after)}"
        case EndpointFaultCode.DOWN:
            said = (
                f"what answers there has trouble of its own (HTTP {fault.status}). {_later(None)}"
            )
        case EndpointFaultCode.UNLIKE_DISCORD:
            status = "" if fault.status is None else f" (HTTP {fault.status})"
            said = (
                f"what answers there{status} is not Discord's API. See that the address is right."
            )
        case EndpointFaultCode.BAD_GATEWAY:
            said = f"it names a gateway that cannot be used{got}. Expected an address of wss://."
    return f"COCHAIR_API_BASE {fault.address}: {said}"


_NEW_TOKEN = (
    f"Make a new one in {PORTAL}: Reset Token, then put it into COCHAIR_TOKEN. Whoever had the old "
    "one can no longer use it."
)


def switches(intents: tuple[str, ...]) -> str:
    """The developer portal's names of the switches for these intents."""
    named = [i.switch for i in INTENTS if i.name in intents and i.switch is not None]
    return " and ".join(named)


def login_fault(fault: LoginFault) -> str:
    """Why the bot is not on Discord, and what to do."""
    status = "" if fault.status is None else f" ({fault.status})"
    match fault.code:
        case LoginFaultCode.WRONG_TOKEN:
            return f"Discord does not know the token. {_NEW_TOKEN}"
        case LoginFaultCode.MISSING_INTENTS:
            off = switches(fault.intents)
            return f"Discord withholds what the bot needs. Switch on {off} in {PORTAL}."
        case LoginFaultCode.UNREACHABLE:
            return "Discord cannot be reached. See to the network, and try again."
        case LoginFaultCode.RATE_LIMITED:
            return f"Discord asks for patience: too many logins. {_later(fault.retry_after)}"
        case LoginFaultCode.DISCORD_DOWN:
            said = f"Discord has trouble of its own{status}. Try again later"
            return f"{said}; discordstatus.com says more."
        case LoginFaultCode.SHARDING:
            return (
                f"Discord does not take the bot as divided by COCHAIR_SHARDS{status}. See “More than "
                "one process” in docs/deployment.md."
            )
        case LoginFaultCode.OUTDATED:
            return f"Discord no longer understands this version of Cochair{status}. Install a newer one."
        case LoginFaultCode.REFUSED:
            return f"Discord refused the login{status}. `cochair doctor` looks further."


def left_out(each: OmittedText) -> str:
    """Which text of a command Discord would refuse, why, and what people see."""
    limit, length = LONGEST[each.kind], len(each.text)
    match each.fault:
        case TextFault.EMPTY:
            why = "there is nothing in it, and Discord wants a character at least"
        case TextFault.LONG:
            why = f"it has {length} characters, and Discord takes {limit}"
        case TextFault.LETTERS:
            why = "a name may hold letters, digits, - and _ only"
        case TextFault.CAPITALS:
            why = f"a name has no capitals, so: {shown(each.text.lower())}"
        case TextFault.TWICE:
            why = f"{each.other} beside it says the same"
        case TextFault.FIXED:
            why = "English names are Cochair's own and cannot be changed"
    shortened = each.kind is TextKind.DESCRIPTION and each.language == "en"
    instead = "shortened" if shortened else f"left out, and people see {shown(each.instead)}"
    return f"{each.place}: {each.phrase} = {shown(each.text)}: {why}. It is {instead}."
