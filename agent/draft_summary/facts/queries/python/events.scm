; Captures: @call a call, decorators included, of a @function by which events may be published or consumed.
(call
  function: [(identifier) @function (attribute attribute: (identifier) @function)]
  (#any-of? @function
    "send" "send_and_wait" "produce" "publish" "basic_publish" "emit" "send_task" "publisher"
    "subscribe" "subscriber" "basic_consume" "KafkaConsumer" "AIOKafkaConsumer" "on" "agent" "topic" "task" "shared_task")) @call
