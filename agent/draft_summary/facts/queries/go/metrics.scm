; Captures: @call the metric's making, @operand and @function what is called, @arguments.
(call_expression
  function: (selector_expression operand: (_) @operand field: (field_identifier) @function)
  arguments: (argument_list . (_)) @arguments
  (#match? @function "^(New(Counter|Gauge|Histogram|Summary)(Vec|Func)?|NewDesc|(Int64|Float64)(Observable)?(Counter|UpDownCounter|Histogram|Gauge)|Incr|Decr|Inc|Count|Gauge|Timing|Histogram|Distribution)$")) @call
