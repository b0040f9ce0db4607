; Captures: @call the log call, @object what it is called on, @level the method, @message its first argument (with
; @given_level where the level comes first).
(call
  function: (attribute object: (_) @object attribute: (identifier) @level)
  arguments: (argument_list . (_)? @message)
  (#any-of? @level "debug" "info" "warning" "warn" "error" "exception" "critical" "fatal" "success" "trace")) @call

(call
  function: (attribute object: (_) @object attribute: (identifier) @level)
  arguments: (argument_list . (_) @given_level . (_) @message)
  (#eq? @level "log")) @call
