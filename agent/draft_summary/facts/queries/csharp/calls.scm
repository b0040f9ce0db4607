; Captures: @call a call that may log, read a variable, make a metric or ask for a flag; @name, @arguments.
(invocation_expression
  function: (member_access_expression name: [(identifier) (generic_name)] @name)
  arguments: (argument_list) @arguments
  (#match? @name "^(Log(Trace|Debug|Information|Warning|Error|Critical)|Verbose|Trace|Debug|Information|Info|Warning|Warn|Error|Fatal|Critical|GetEnvironmentVariable|Create\\w{4,24}(<.{1,40}>)?|\\w{1,12}Variation|IsEnabled|IsEnabledAsync|Get\\w{4,8}(Value|Details)(Async)?|IsOn|EvaluateBoolean)$")) @call
