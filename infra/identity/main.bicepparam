using './main.bicep'

param appIdentityPrincipalId = readEnvironmentVariable('APP_IDENTITY_PRINCIPAL_ID', '00000000-0000-0000-0000-000000000000')

// What the flows need, as npx ivr permissions --json prints it: docs/deploy.md.
param permissions = map(loadJsonContent('permissions.json').permissions, one => {
  name: one.name
  id: one.id
})
