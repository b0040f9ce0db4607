; Captures: @call the macro, @level its name. `log!` and `event!` are given their level.
(macro_invocation
  macro: [(identifier) @level (scoped_identifier path: (identifier) @_library name: (identifier) @level)]
  (#any-of? @level "trace" "debug" "info" "warn" "error" "event" "log")) @call
