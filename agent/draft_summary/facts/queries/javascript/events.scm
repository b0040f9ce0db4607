; Captures: @call that may publish or consume an event.
(new_expression
  constructor: [(identifier) @_made (member_expression property: (property_identifier) @_made)]
  (#any-of? @_made "Queue" "Worker" "PutEventsCommand")) @call

(call_expression
  function: [(identifier) @_function (member_expression property: (property_identifier) @_function)]
  (#any-of? @_function
    "send" "sendBatch" "subscribe" "publish" "sendToQueue" "consume" "Processor" "EventPattern" "MessagePattern" "emit"
    "OnEvent" "emitAsync" "SubscribeMessage" "topic" "putEvents" "createFunction")) @call
