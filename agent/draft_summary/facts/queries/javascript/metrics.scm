; Captures: @call that may make a metric.
(new_expression
  constructor: [(identifier) @_made (member_expression property: (property_identifier) @_made)]
  (#any-of? @_made "Counter" "Gauge" "Histogram" "Summary")) @call

(call_expression
  function: [(identifier) @_made (member_expression property: (property_identifier) @_made)]
  (#any-of? @_made
    "createCounter" "createGauge" "createHistogram" "createSummary" "createUpDownCounter" "createObservableCounter"
    "createObservableGauge" "createObservableUpDownCounter" "makeCounterProvider" "makeGaugeProvider"
    "makeHistogramProvider" "makeSummaryProvider" "increment" "decrement" "incr" "decr" "gauge" "timing" "histogram"
    "distribution" "set")) @call
