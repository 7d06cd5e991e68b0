"""The use cases: what the commands and the command line do, without Discord, SQL or HTTP."""
