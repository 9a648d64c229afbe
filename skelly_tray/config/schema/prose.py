"""What the reference page says about keys whose content is the module's own, and about what stands above files."""

CLOSING = """\
## Settings, their schema and their secrets

`[settings]` is the module's own configuration. With a `settings_schema` it is checked before the module gets to see it:
a JSON Schema (draft 4 to 2020-12), inline as a table, or in a file beside the module's own, whose name ends in
`.schema.json`: `settings_schema = "web.schema.json"`. All errors are reported at once. `default` in the schema fills in
what the file leaves out. References may only lead to places in the same schema; patterns are matched without lookaround
and back-references.

`{ secret = "name" }` stands for a value that is kept elsewhere, anywhere in `[settings]` and in `env`:

```toml
[settings]
port = 8123
token = { secret = "web/token" }

[settings_schema]
type = "object"
additionalProperties = false
required = ["port", "token"]

[settings_schema.properties]
host = { type = "string", default = "127.0.0.1" }
port = { type = "integer", minimum = 1, maximum = 65535 }
token = { type = "string", x-secret = true }
```

A schema never sees the value of a secret: what depends on it is taken as right. A setting that the schema marks with
`x-secret = true` must be such a reference; in plain text it is an error. A secret has no default.

## Older files

`config_version` at the top of a file is the version of its form; without it a file is of the current one. One that is
written in the words of the original design (`dependencies`, `resource_limits`, `recovery_strategy`, durations as
`{ secs = 5, nanos = 0 }`) is brought up to date at a start, comments and order kept; the file as it was is in
`state/backups`. `skelly-tray config validate` says so beforehand. A file of a newer version is an error.

## Layers

A value is the default, unless the file says something else, unless a runtime override does. Overrides are in
`state/overrides.json`, by full key, as in `{"modules.web.settings.port": 8124, "orchestrator.ui.theme": "dark"}`;
`skelly-tray config set` writes them, and leaves the files as they are. One that cannot be used has no effect and is
reported as a warning. `skelly-tray config show MODULE` tells where each value comes from. The values of secrets are
filled in when a module is launched, never earlier.
"""
