; Captures: @call the metric's making, @function what is called (@object its holder), @name the metric's name.
(call
  function: (identifier) @function
  arguments: (argument_list . (_) @name)
  (#any-of? @function "Counter" "Gauge" "Histogram" "Summary" "Info" "Enum")) @call

(call
  function: (attribute object: (_) @object attribute: (identifier) @function)
  arguments: (argument_list . (_) @name)
  (#any-of? @function
    "Counter" "Gauge" "Histogram" "Summary" "Info" "Enum"
    "create_counter" "create_up_down_counter" "create_histogram" "create_gauge"
    "create_observable_counter" "create_observable_gauge" "create_observable_up_down_counter"
    "incr" "decr" "increment" "decrement" "gauge" "timing" "timer" "timed" "histogram" "distribution")) @call
