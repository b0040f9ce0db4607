; Captures: @name the variable's name (a string, or a constant that holds one), @default its default, @read the reading
; itself. A reading that is a @write sets the variable. @library: read through a library, if the file imports one; @helped:
; through a @helper, if its name says so. Of both the default is among the @arguments.

; os.environ["NAME"], environ["NAME"]
(subscript
  value: (_) @object (#any-of? @object "os.environ" "environ")
  subscript: (_) @name) @read

(assignment left: (subscript) @write)
(delete_statement (subscript) @write)

; os.environ.get("NAME", default)
(call
  function: (attribute object: (_) @object attribute: (identifier) @function)
  arguments: (argument_list . (_) @name . (_)? @default)
  (#any-of? @object "os.environ" "environ")
  (#eq? @function "get")) @read

; os.getenv("NAME", default), getenv("NAME", default)
(call
  function: (_) @function (#any-of? @function "os.getenv" "getenv")
  arguments: (argument_list . (_) @name . (_)? @default)) @read

; "NAME" in os.environ
(comparison_operator
  (string) @name ["in" "not in"] (_) @object (#any-of? @object "os.environ" "environ")) @read

; os.getenv("NAME", default=default)
(call
  function: (_) @function (#any-of? @function "os.getenv" "getenv")
  arguments: (argument_list . (_) @name (keyword_argument name: (identifier) @keyword value: (_) @default)
    (#eq? @keyword "default"))) @read

; env("NAME", default=...), config("NAME", cast=bool, default=...)
(call
  function: (identifier) @function (#any-of? @function "env" "config")
  arguments: (argument_list . (string) @name) @arguments) @library

; env.bool("NAME", default=...)
(call
  function: (attribute object: (identifier) @object attribute: (identifier) @method)
  (#eq? @object "env") (#not-match? @method "^(prefixed|read_env|seal|dump)$")
  arguments: (argument_list . (string) @name) @arguments) @library

; env_bool("NAME", "no"), helpers.get_from_env("NAME", default="no")
(call
  function: [(identifier) @helper (attribute attribute: (identifier) @helper)] (#match? @helper "env")
  arguments: (argument_list . (string) @name) @arguments) @helped
