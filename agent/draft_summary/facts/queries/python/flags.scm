; Captures: @call the question, @function what is called, @name the flag's name, @default what holds without an answer.
; Where the name comes second (after a user or a request), the first argument is @subject.
(call
  function: [(identifier) @function (attribute attribute: (identifier) @function)]
  arguments: (argument_list . (string) @name . (_)? @default)
  (#any-of? @function
    "get_boolean_value" "get_string_value" "get_integer_value" "get_float_value" "get_object_value"
    "get_boolean_details" "variation" "bool_variation" "is_enabled" "is_feature_enabled" "feature_enabled"
    "switch_is_active" "sample_is_active" "is_on" "waffle_switch" "waffle_flag")) @call

(call
  function: [(identifier) @function (attribute attribute: (identifier) @function)]
  arguments: (argument_list . (_) @subject . (string) @name)
  (#any-of? @function "flag_is_active")) @call
