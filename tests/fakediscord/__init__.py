"""Discord as another process: simcord's world behind real HTTP and a real WebSocket on 127.0.0.1.

A bot is started against it exactly as in production (COCHAIR_API_BASE is all that differs), may be
killed with SIGKILL, and comes back to a world that went on without it. What lives where:

- `world`: simcord's backend in real time. `people`: what a person or an administrator can do there.
- `rest`: HTTP in, an answer of the world out. `own_routes`: the routes that simcord lacks or answers
  otherwise than Discord does. `limits`: rate limits. `schema`: each request held against Discord's own
  description of its API, with the table of what discord.py sends otherwise.
- `gateway`: what clients ask for over WebSockets; `sessions`: what they are told.
- `faults`: the table of what can go wrong, and what is to.
- `server`: all of that put together. `control`: what a test does with it and sees of it, in this
  process or in another.
- `running`: the fake and the bot as processes of their own, for tests; `roundtable`: a meeting held
  there by presses and commands; `record`: what the bot's journal has of it.

What simcord 3.2 does not model, and is modelled here: the history by `after` and `around` as Discord
pages it; slowmode and Attach Files; a bot that grants in a channel what it does not hold; the most
pins a channel takes; `enforce_nonce`; threads that are archived or locked; screening; what the audit
log says of deletions by others; servers that are unavailable for a while; a bot's permissions in
`GET /users/@me/guilds`, and the application's flags.

What is modelled nowhere: voice connections, the client's own limit of gateway commands, the limit of
identifying once in five seconds, and Discord's real figures of its rate limits, which it does not
publish; those in `limits` are of their order. Only JSON is spoken at the gateway, compressed as
`zlib-stream` if that is asked for and plain otherwise.
"""
