; Captures: @call a call that may log, @operand what it is called on, @level the method, @arguments.
(call_expression
  function: (selector_expression operand: (_) @operand field: (field_identifier) @level)
  arguments: (argument_list) @arguments
  (#match? @level "^(Audit)?(Trace|Debug|Info|Notice|Warn|Err|Fatal|Panic|DPanic|Crit|Print|Log)")) @call
