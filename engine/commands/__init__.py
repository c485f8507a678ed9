"""The subcommands of `dougong`: each module has `arguments(parser)` and `run(given) -> exit code`."""
