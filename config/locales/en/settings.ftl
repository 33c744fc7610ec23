# What is wrong with a setting, and what to write instead: what `cochair` says before it starts. The shipped
# file alone is read, since the settings say where an organizer's own catalogues lie.

setting-now = is
setting-token-shape = expected a bot token: three parts joined by dots. Copy it anew from the Bot page of your application (Reset Token).
setting-token-number = this is a number, probably the application's id; expected the bot token from the Bot page of your application (Reset Token).
setting-token-key = this looks like the application's public key or client secret; expected the bot token from the Bot page of your application (Reset Token).
setting-token-gap = there is a space or a line break inside the token; copy it again in one piece.
setting-database-folder = this is a folder; expected the path of a file, such as cochair.db.
setting-database-nowhere = the folder that this file should lie in does not exist; create it, or name another path.
setting-config-dir-missing = there is no such folder; expected the path of a folder laid out like config/, or nothing.
setting-path-unusable = this cannot be a path on this machine.
setting-api-base-url = expected an address that begins with https://, such as https://discord.com/api/v10.
setting-api-base-extra = the address may have no ?query and no #fragment; leave only the scheme, host and path.
setting-api-base-user = the address may hold no user name or password: addresses are shown and logged.
setting-api-base-plain = http:// is taken only for this machine itself (localhost, 127.0.0.1), since the token travels unencrypted; expected https://.
setting-log-level = expected one of DEBUG, INFO, WARNING, ERROR.
setting-log-format = expected text or json.
setting-languages = expected one or more different language codes joined by commas, such as en,ru.
setting-health = expected a port, such as 9464, or an address of this machine itself and a port, such as 127.0.0.1:9464.
setting-health-open = only an address of this machine itself (127.0.0.1, [::1], localhost) is taken: the port has no password and no encryption. Where nothing but a supervisor can reach it, as within a network of containers, write all-interfaces and the port, such as all-interfaces:9464.
setting-shards = expected first-last/total counted from 0, such as 0-3/16, with last below total.
setting-unknown = Cochair has no such setting; config/.env.example lists them all.
setting-unknown-close = Cochair has no such setting; did you mean { $close }?
setting-quote = there is a quotation mark that has no partner at the other end; write the value without quotes, or in one pair of them.
setting-comment = behind the value stands a # after a space: whoever set this variable does not take comments off. Put the comment on a line of its own, or the value in quotes if the # is part of it.
setting-name = there is something beside the name of this variable, so nobody reads it; expected the name alone, with no export and no mark before it.
setting-no-value = there is no = after the name; expected NAME=value.
setting-line = this line cannot be read; expected NAME=value, or a comment that begins with #.
setting-env-file-missing = there is no such file; name one that exists, or leave it out.
setting-env-file-unreadable = this file cannot be read; it must be a text file that you have the right to read.
setting-env-file-encoding = this file is not UTF-8 text; save it as UTF-8.
