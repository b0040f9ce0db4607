; Captures: @call a macro or function that makes a metric, @function its name.
(macro_invocation
  macro: [(identifier) @function (scoped_identifier name: (identifier) @function)]
  (#match? @function "^(register_\\w*(counter|gauge|histogram)(_vec)?(_with_registry)?|counter|gauge|histogram|describe_\\w+|increment_counter|absolute_counter)$")) @call

(call_expression
  function: [(scoped_identifier path: (_) @type name: (identifier) @function) (field_expression field: (field_identifier) @function)]
  (#match? @function "^([uif]64_(up_down_|observable_)?(counter|gauge|histogram)|with_opts|new)$")) @call
