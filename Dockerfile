# One image for every part; docker-compose.yml says which one a container runs.

FROM node:24-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY db/package.json db/
COPY api/package.json api/
COPY tiles/package.json tiles/
COPY web/package.json web/
RUN npm ci --include=dev --ignore-scripts

FROM dependencies AS build
COPY tsconfig.json ./
COPY db db
COPY api api
COPY web web
RUN npm run build --workspace web && npm prune --omit=dev --ignore-scripts

FROM node:24-bookworm-slim
ENV NODE_ENV=production DROMOS_DATA=/data HOST=0.0.0.0
WORKDIR /app
RUN install -d -o node -g node /data
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/web/build web/build
COPY package.json ./
COPY db db
COPY api api
COPY tiles tiles
COPY web/package.json web/
COPY scripts scripts
USER node
VOLUME /data
CMD ["node", "api/src/main.ts"]
