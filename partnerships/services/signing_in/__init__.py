"""Who signs in, how often they may try, and how long they stay signed in (docs/accounts.md)."""
