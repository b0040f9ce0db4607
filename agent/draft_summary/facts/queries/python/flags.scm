; Captures: @call the question, @function what is called, on @object, @name the flag's name, @default what holds without an
; answer. Where the name comes second (after a user or a request), the first argument is @subject.
(call
  function: [(identifier) @function (attribute object: (_) @object attribute: (identifier) @function)]
  arguments: (argument_list . [(string) (identifier)] @name . (_)? @default)
  (#match? @function "^(get_(boolean|string|integer|float|object)_(value|details)|(bool_|string_|json_)?variation|has|enabled|active|(is_|has_|use_)?(feature|flag)s?_?(flag_)?(is_)?(enabled|active|on)?|is_(enabled|active|on)|(switch|sample|flag)_(is_active|enabled|disabled|state)|waffle_(switch|flag)|check_gate|get_treatment|get_(boolean|string)_assignment|get_feature_(value|flag))$")) @call

(call
  function: [(identifier) @function (attribute attribute: (identifier) @function)]
  arguments: (argument_list . (_) @subject . (string) @name)
  (#any-of? @function "flag_is_active" "check_gate")) @call
