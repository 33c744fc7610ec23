"""Campaigns: the bot in a Discord that stumbles, and the same questions asked after each.

Several meetings in one world are held by one bot, each as a process of its own (`tests.fakediscord`).
People type and press all through, in turn and out of turn; meanwhile something goes wrong, again and
again. Then what the world knows is held against what the journal has. What lives where:

- `evidence`: the two accounts, as values. `judge`: both in, findings out; pure.
- `gather`: where the accounts come from.
- `room`: one meeting and the people in it. `hands`: what an administrator does to its channel.
- `kinds`: the table of what goes wrong, a row a kind.
- `running`: a campaign, from the first process to the verdict. `report`: the table that is printed.

`python -m tests.campaigns` holds them all, as `make chaos` does; `--kind cut --rounds 50 --seed 7` one.
"""
