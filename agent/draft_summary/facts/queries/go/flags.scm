; Captures: @call the question, @method what is asked, @operand on what, @arguments.
(call_expression
  function: (selector_expression operand: (_) @operand field: (field_identifier) @method)
  arguments: (argument_list) @arguments
  (#match? @method "^((Boolean|String|Float|Int|Object)Value(Details)?|(Bool|String|Int|Float64|JSON)Variation(Detail|Ctx)?|IsEnabled|IsFeatureEnabled|IsOn|EvalFeature|Feature|Enabled)$")) @call
