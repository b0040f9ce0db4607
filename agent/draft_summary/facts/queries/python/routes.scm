; Captures: a @handler within its @outer node, declared by the @call in its decorator; a @statement that may mount or
; declare; a name @bound to what the call @made returns.
(decorated_definition
  (decorator (call function: (attribute)) @call)
  definition: (_) @handler) @outer

(call
  function: [(identifier) (attribute)] @_function
  (#match? @_function "(^|\\.)(include_router|mount|add_api_route|add_route|add_websocket_route|add_api_websocket_route|register_blueprint|add_url_rule|add_resource|add_namespace|blueprint|add_get|add_post|add_put|add_patch|add_delete|add_head|add_view|add_static|add_subapp|get|post|put|patch|delete|view|register|path|re_path|url|Route|WebSocketRoute)$")) @statement

(assignment
  left: [(identifier) (attribute)] @bound
  right: (call) @made)
