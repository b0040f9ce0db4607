; Captures: @call a call that may log, read a variable, make a metric or ask for a flag; its parts are told by the code.
(call_expression
  (navigation_expression (identifier) @name .)
  (#match? @name "^(log|trace|debug|info|warn|error|fatal|severe|warning|fine|finer|finest|getenv|getOrDefault|get|builder|counter|gauge|timer|summary|\\w{1,12}Variation\\w{0,8}|isEnabled|get\\w{4,8}(Value|Details)|isOn|evaluateBoolean)$")) @call
