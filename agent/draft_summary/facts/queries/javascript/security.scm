; A capture's name is the topic, underscores for blanks; @_... only constrain. One match a place is enough.

; code and commands that are run
(call_expression function: (identifier) @runs_commands
  (#any-of? @runs_commands "exec" "execSync" "execFile" "execFileSync" "spawn" "spawnSync" "execa" "execaSync"))
(call_expression function: (member_expression object: (identifier) @_o property: (property_identifier) @_a) @runs_commands
  (#any-of? @_o "child_process" "cp" "childProcess")
  (#any-of? @_a "exec" "execSync" "execFile" "execFileSync" "spawn" "spawnSync" "fork"))
(import_statement source: (string (string_fragment) @runs_commands)
  (#any-of? @runs_commands "child_process" "node:child_process" "execa" "shelljs"))
(call_expression function: (identifier) @_f arguments: (arguments . (string (string_fragment) @runs_commands))
  (#eq? @_f "require") (#any-of? @runs_commands "child_process" "node:child_process" "execa" "shelljs"))
(call_expression function: (identifier) @runs_code (#eq? @runs_code "eval"))
(new_expression constructor: (identifier) @runs_code (#eq? @runs_code "Function"))
(call_expression function: (member_expression object: (identifier) @_o property: (property_identifier) @_a) @runs_code
  (#eq? @_o "vm") (#any-of? @_a "runInNewContext" "runInThisContext" "runInContext" "Script"))

; data that is turned into objects
(call_expression function: (member_expression object: (identifier) @_o property: (property_identifier) @_a) @deserialization
  (#any-of? @_o "v8" "serialize" "nodeSerialize") (#any-of? @_a "deserialize" "unserialize"))

; who may do what
(decorator (call_expression function: (identifier) @authentication)
  (#match? @authentication "^(UseGuards|Roles|Permissions|RequirePermissions|Public|Auth|Authorized|SkipAuth|ApiBearerAuth|Authorize)$"))
(call_expression function: (member_expression object: (identifier) @_o property: (property_identifier) @_a) @authentication
  (#any-of? @_o "jwt" "jsonwebtoken" "jose" "passport") (#any-of? @_a "sign" "verify" "decode" "authenticate" "use" "serializeUser" "deserializeUser" "initialize" "session"))
(call_expression function: [(identifier) @_f (member_expression property: (property_identifier) @_f)] @authentication
  (#match? @_f "^(jwtVerify|signJwt|verifyToken|verifyJwt|authenticate|isAuthenticated|requireAuth|ensureAuthenticated|requirePermission|checkPermission|checkPermissions|hasPermission|authorize|getServerSession|comparePassword|hashPassword|verifyPassword|signIn|signOut|preHandlerAuth|verifyBearerAuth)$"))
(import_statement source: (string (string_fragment) @authentication)
  (#match? @authentication "^(passport|passport-[a-z0-9-]+|jsonwebtoken|jose|next-auth|next-auth/.*|@auth/.*|@nestjs/jwt|@nestjs/passport|@fastify/jwt|@fastify/auth|fast-jwt|express-jwt|openid-client|oauth4webapi|better-auth|better-auth/.*|@clerk/.*|@casl/.*|casbin|express-session|@fastify/session|@fastify/secure-session|client-sessions|iron-session|oidc-provider|lucia)$"))
(call_expression function: (identifier) @_f arguments: (arguments . (string (string_fragment) @authentication))
  (#eq? @_f "require")
  (#match? @authentication "^(passport|passport-[a-z0-9-]+|jsonwebtoken|jose|express-jwt|openid-client|express-session|client-sessions|@fastify/jwt|@fastify/auth)$"))

; cryptography
(import_statement source: (string (string_fragment) @cryptography)
  (#match? @cryptography "^(node:crypto|crypto|bcrypt|bcryptjs|argon2|@node-rs/argon2|@node-rs/bcrypt|crypto-js|tweetnacl|libsodium-wrappers|node-forge|sodium-native|@noble/.*|scrypt-js)$"))
(call_expression function: (identifier) @_f arguments: (arguments . (string (string_fragment) @cryptography))
  (#eq? @_f "require") (#any-of? @cryptography "node:crypto" "crypto" "bcrypt" "bcryptjs" "argon2" "crypto-js" "tweetnacl" "node-forge"))
(call_expression function: (member_expression object: (_) @_o property: (property_identifier) @_a) @cryptography
  (#match? @_o "(^|\\.)(crypto|subtle|bcrypt|argon2|CryptoJS)$")
  (#not-any-of? @_a "randomUUID" "toString"))
(call_expression function: (identifier) @cryptography
  (#any-of? @cryptography "createHash" "createHmac" "createCipheriv" "createDecipheriv" "timingSafeEqual" "randomBytes" "scryptSync" "pbkdf2Sync" "createSign" "createVerify"))

; calls to other services
(call_expression function: (identifier) @outbound_calls
  (#any-of? @outbound_calls "fetch" "axios" "got" "ky" "ofetch" "needle" "nodeFetch"))
(call_expression function: (member_expression object: (identifier) @_o property: (property_identifier) @_a) @outbound_calls
  (#any-of? @_o "axios" "got" "ky" "superagent" "undici" "needle" "globalThis" "window" "http" "https")
  (#any-of? @_a "get" "post" "put" "patch" "delete" "head" "request" "fetch" "create" "extend" "stream"))
(call_expression function: (member_expression object: (_) @_o property: (property_identifier) @_a) @outbound_calls
  (#match? @_o "(^|\\.)(httpService|httpClient|networkService)$")
  (#any-of? @_a "get" "post" "put" "patch" "delete" "head" "request"))

; origins, headers, transport
(call_expression function: [(identifier) @_f (member_expression property: (property_identifier) @_f)] @CORS
  (#any-of? @_f "cors" "enableCors" "fastifyCors"))
(import_statement source: (string (string_fragment) @CORS) (#any-of? @CORS "cors" "@fastify/cors" "@koa/cors" "hono/cors"))
(call_expression function: [(identifier) @_f (member_expression object: (identifier) @_f)] @security_headers
  (#any-of? @_f "helmet" "fastifyHelmet" "lusca" "secureHeaders"))
(import_statement source: (string (string_fragment) @security_headers)
  (#any-of? @security_headers "helmet" "@fastify/helmet" "koa-helmet" "lusca" "hono/secure-headers"))
(pair key: [(property_identifier) (string)] @_k value: (_) @security_headers
  (#match? @_k "^['\"]?(contentSecurityPolicy|Content-Security-Policy|Strict-Transport-Security|X-Frame-Options)['\"]?$"))
(pair key: (property_identifier) @_k value: (false) (#eq? @_k "rejectUnauthorized")) @TLS_verification
