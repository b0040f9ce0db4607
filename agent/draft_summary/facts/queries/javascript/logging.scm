; Captures: @call of a level's method, on whatever object.
(call_expression
  function: (member_expression property: (property_identifier) @_level)
  (#any-of? @_level "log" "info" "debug" "warn" "warning" "error" "trace" "fatal" "verbose" "silly" "critical" "http")) @call
