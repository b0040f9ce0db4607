; Captures: @call a call that may log, read a variable, make a metric or ask for a flag; @name, @arguments.
(method_invocation
  name: (identifier) @name
  arguments: (argument_list) @arguments
  (#match? @name "^(log|trace|debug|info|warn|error|fatal|severe|warning|fine|finer|finest|getenv|getOrDefault|get|builder|counter|gauge|timer|summary|\\w{1,12}Variation\\w{0,8}|isEnabled|get\\w{4,8}(Value|Details)|isOn|evaluateBoolean)$")) @call
