import { expect, test } from '@jest/globals';
import { readDocument } from '../../src/config/document.ts';
import { variableNames } from '../../src/config/variable-names.ts';

const names = (source: string, environment = 'dev') => variableNames(readDocument('webapp.yml', source), environment);

test('names of variables and secrets, of the environment and of defaults, whatever their form', () => {
  const source = `defaults:
  deploy-ecs-express: { env: { A: "1", B: } }
environments:
  dev:
    deploy-ecs-express:
      env: ["C=3", "D=x=y"]
      secrets: |
        E=arn:aws:ssm:x
        F=arn:aws:ssm:y
    smoke-test: { variables: { NO: "1" } }
  prod: { deploy-ecs-express: { env: { OTHER: "1" } } }
`;
  expect(names(source)).toEqual(['A', 'B', 'C', 'D', 'E', 'F']);
  expect(names(source, 'prod')).toEqual(['A', 'B', 'OTHER']);
  expect(names(source, 'absent')).toEqual(['A', 'B']);
});

test.each([
  'environments: []',
  'defaults: text',
  'environments: { dev: { deploy-apprunner: [1] } }',
  'app: x',
])('%s names none', (source) => expect(names(source)).toEqual([]));
